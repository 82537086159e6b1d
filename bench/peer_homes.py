"""Where the peers of the benches live: environments of their own in the data folder, from the lock files."""

from pathlib import Path

from product import ROOT, Product


def laid(product: Product) -> dict[str, Path]:
    """Lay pygeoapi and tipg into the data folder, unless they lie there; return their folders."""
    from house import laying, pythonenv
    from house.console import Step
    from house.ground import Ground

    ground = Ground(root=ROOT, data=product.data)
    with Step("", "pygeoapi, tipg") as step:
        pythonenv.lay_peers(ground, laying.open_log(ground, "peers.log"), step)
    return {scope: pythonenv.peer_home(ground, scope) for scope in pythonenv.PEERS}


def version_of(name: str) -> str:
    """Return the pinned version of a peer."""
    lines = (ROOT / "requirements" / f"{name}.in").read_text(encoding="utf-8").splitlines()
    return next(line.partition("==")[2] for line in lines if line.startswith(f"{name}=="))
