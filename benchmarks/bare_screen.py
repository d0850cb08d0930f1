"""The limit of desk and lobby screen: a bare server that forwards a press to a stream.

Two pages, a process of its own (`python -m benchmarks.bare_screen PORT`): one sends each press of
the key N, the other writes what the stream brings. Nothing is decided, kept or compared.
"""

import asyncio
import sys

from aiohttp import web

DESK = """<!doctype html><title>desk</title><p id="ready">ready</p><script>
addEventListener("keydown", (event) => {
  if (event.key === "n") fetch("/press", { method: "POST", body: "{}" });
});
</script>"""

LOBBY = """<!doctype html><title>lobby</title><style>li { font: bold 30vh monospace }</style>
<ol id="called"></ol><script>
const list = document.getElementById("called");
new EventSource("/stream").onmessage = ({ data }) => {
  const row = document.createElement("li");
  row.className = "call";
  row.textContent = data;
  list.replaceChildren(row);
};
</script>"""


class Presses:
    """How many there were, and a way to wait for the next."""

    def __init__(self) -> None:
        self.count = 0
        self.next = asyncio.Event()

    def add(self) -> None:
        """One more."""
        self.count += 1
        self.next.set()
        self.next = asyncio.Event()


PRESSES = web.AppKey("PRESSES", Presses)


async def press(request: web.Request) -> web.Response:
    """Forward it."""
    await request.read()
    request.app[PRESSES].add()
    return web.json_response({})


async def stream(request: web.Request) -> web.StreamResponse:
    """Each press, as it comes."""
    presses = request.app[PRESSES]
    response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
    await response.prepare(request)
    await response.write(b":\n\n")
    while True:
        await presses.next.wait()
        await response.write(f"data: A-{presses.count:03}\n\n".encode())


def make_app() -> web.Application:
    """All of it."""

    async def show(request: web.Request) -> web.Response:
        page = DESK if request.path == "/desk" else LOBBY
        return web.Response(text=page, content_type="text/html")

    async def readyz(_: web.Request) -> web.Response:
        return web.Response()

    app = web.Application()
    app[PRESSES] = Presses()
    app.router.add_get("/readyz", readyz)
    app.router.add_get("/desk", show)
    app.router.add_get("/lobby", show)
    app.router.add_post("/press", press)
    app.router.add_get("/stream", stream)
    return app


if __name__ == "__main__":
    web.run_app(
        make_app(),
        host="127.0.0.1",
        port=int(sys.argv[1]),
        access_log=None,
        print=lambda _: None,
        handler_cancellation=True,
        shutdown_timeout=0.1,
    )
