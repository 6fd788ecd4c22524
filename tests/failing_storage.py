"""Browser storage that refuses, is full or was emptied: what tests do to a page, and what a person is then told."""

from __future__ import annotations

NOT_KEPT = "This browser is not keeping your answers."
FULL = "This browser has no room left to keep your answers."
CLEARED = "This browser has cleared away what it kept for this training."
BLOCK = """
for (const name of ["localStorage", "sessionStorage"]) {
  Object.defineProperty(window, name, { get() { throw new DOMException("Access is denied.", "SecurityError"); } });
}
"""
REFUSE = """
void (Storage.prototype.setItem = () => { throw new DOMException("No.", "%s"); });
"""
FILL_UP = """
for (let size = 2 ** 22; size >= 1; size /= 2) {
  try { for (;;) localStorage.setItem(`pad${Math.random()}`, "x".repeat(size)); } catch {}
}
"""
