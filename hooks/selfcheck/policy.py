"""What a browser may do on the pages of the built site: one security policy, as a meta element and as a server's headers.

No page holds an inline script or style, so the policy needs neither hashes nor exceptions. Every page carries it, so that it
holds on hosts that set no headers; a host that does set them adds what a meta element cannot say.
"""

from __future__ import annotations

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",  # data: is for the icons within Material's stylesheet
    "font-src": "'self'",
    "media-src": "'self'",
    "connect-src": "'self'",  # the search index
    "worker-src": "'self'",  # the search, and the offline copy
    "base-uri": "'none'",
    "form-action": "'none'",
}
NO_MARKUP = {"require-trusted-types-for": "'script'", "trusted-types": "'none'"}  # text cannot become markup or script
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
FOR_EVER = "public, max-age=31536000, immutable"  # for files whose name tells what they hold
AFRESH = "no-cache"  # the browser keeps it, and asks whether it is still so
NAMED_BY_CONTENT = r"\.[0-9a-f]{8,10}(\.min)?\.(css|js)$"


def policy(*, reads: bool = False, header: bool = False) -> str:
    """Give the Content-Security-Policy of a page.

    `reads`: the page reads links or files that somebody else made. `header`: with what only a header can say.
    """
    parts = POLICY | (NO_MARKUP if reads else {}) | ({"frame-ancestors": "'self'"} if header else {})
    return "; ".join(f"{name} {value}" for name, value in parts.items())


def server_files() -> dict[str, str]:
    """Give the ready configuration of three sorts of hosts, by file name."""
    return {
        "_headers": HOSTED.format(headers=_lines("  {}: {}")),
        "apache.conf": APACHE.format(headers=_lines('Header always set {} "{}"')),
        "nginx.conf": NGINX.format(headers=_lines('    add_header {} "{}" always;')),
    }


def _lines(pattern: str) -> str:
    sent = {"Content-Security-Policy": policy(header=True)} | HEADERS
    return "\n".join(pattern.format(name, value) for name, value in sent.items())


HOSTED = f"""\
# For Netlify and Cloudflare Pages. `make build` puts this file into site/.
/*
{{headers}}
  Cache-Control: {AFRESH}
"""
APACHE = f"""\
# For Apache 2.4 with mod_headers: include it where the site is configured, or save it as .htaccess in the site's folder.
{{headers}}
Header set Cache-Control "{AFRESH}"
<FilesMatch "{NAMED_BY_CONTENT.replace("{", "{{").replace("}", "}}")}">
Header set Cache-Control "{FOR_EVER}"
</FilesMatch>
"""
NGINX = f"""\
# For nginx. Set server_name and root, add your certificate, and save it where nginx looks for its sites.
server {{{{
    listen 80;
    server_name training.example.gov;
    root /var/www/side-by-side;
    error_page 404 /404.html;

{{headers}}
    expires -1;  # browsers keep a page, and ask whether it is still so
    location ~ "{NAMED_BY_CONTENT.replace("{", "{{").replace("}", "}}")}" {{{{
        expires max;  # these names tell what the file holds
    }}}}

    gzip on;
    gzip_types text/css text/javascript application/javascript application/json image/svg+xml;
}}}}
"""
