"""The endpoint lives as long as the process that started it, and leaves no temporary files."""
import atexit
import os
import shutil
import signal
import sys
import threading


def _clean_up() -> None:
    folder = os.environ.get("TMPDIR")
    if folder:
        shutil.rmtree(folder, ignore_errors=True)


def end_with_parent() -> None:
    """End when stdin closes: the parent holds its other end, so this also happens when the parent is killed."""
    atexit.register(_clean_up)

    def give_up():
        _clean_up()
        os._exit(1)

    def watch():
        try:
            while sys.stdin.buffer.read(4096):
                pass
        except OSError:
            pass
        os.kill(os.getpid(), signal.SIGTERM)
        # A deployment in a worker thread can outlast the signal; nobody is left to see its end.
        timer = threading.Timer(1, give_up)
        timer.daemon = True
        timer.start()

    threading.Thread(target=watch, name="parent-watch", daemon=True).start()
