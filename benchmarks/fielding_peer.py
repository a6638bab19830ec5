"""A survey server as one would write it in an afternoon: the peer of fielding.py.

Run: python benchmarks/fielding_peer.py answers.db 8000
"""

import asyncio
import json
import sqlite3
import sys
import threading

import uvicorn
from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, RedirectResponse

SCREENS = 40
PATH, PORT = sys.argv[1], int(sys.argv[2])
app, kept = FastAPI(), threading.local()


def connection() -> sqlite3.Connection:
    """Return the connection of this thread."""
    if not hasattr(kept, "connection"):
        kept.connection = sqlite3.connect(PATH, timeout=20)
        for pragma in ("journal_mode = WAL", "synchronous = FULL"):
            kept.connection.execute(f"PRAGMA {pragma}")
    return kept.connection


def insert(number: int, answers: str) -> None:
    """Insert a form, with one commit."""
    with connection() as writing:
        writing.execute("INSERT INTO saves (page, answers) VALUES (?, ?)", (str(number), answers))


@app.get("/open")
@app.get("/r/{number}")
def show(number: int = 0) -> HTMLResponse:
    """Show a page that is always the same."""
    radios = "".join(f'<input type="radio" name="q{number}" value="{value}">' for value in range(1, 6))
    return HTMLResponse(f"<form method=post>{radios}<button>Next</button></form>")


@app.post("/open")
def begin() -> RedirectResponse:
    """Begin."""
    return RedirectResponse("/r/1", 303)


@app.post("/r/{number}")
async def take(number: int, request: Request) -> RedirectResponse:
    """Save a form."""
    answers = json.dumps(dict(await request.form()))
    await asyncio.get_running_loop().run_in_executor(None, insert, number, answers)
    return RedirectResponse(f"/r/{number % SCREENS + 1}", 303)


if __name__ == "__main__":
    connection().execute("CREATE TABLE IF NOT EXISTS saves (id INTEGER PRIMARY KEY, page TEXT, answers TEXT)")
    uvicorn.run(app, port=PORT, access_log=False, log_level="warning")
