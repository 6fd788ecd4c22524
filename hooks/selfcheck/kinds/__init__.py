"""One folder a kind of question; `registry.py` says what each must hold."""
