"""Fetches Node and npm from the npm registry into a folder, as the lock file beside this program has them.

usage: fetch.py FOLDER

Debian's npm could, and brings 330 packages with it. The registry is that of npm_config_registry or of ~/.npmrc, else npm's own.
"""
import base64
import hashlib
import io
import json
import os
import pathlib
import platform
import re
import sys
import tarfile
import urllib.request

CPUS = {"x86_64": "x64", "aarch64": "arm64"}


def registry():
    named = os.environ.get("npm_config_registry") or os.environ.get("NPM_CONFIG_REGISTRY")
    settings = pathlib.Path.home() / ".npmrc"
    if not named and settings.exists():
        found = re.search(r"^\s*registry\s*=\s*(\S+)", settings.read_text(), re.MULTILINE)
        named = found and found[1]
    return (named or "https://registry.npmjs.org").rstrip("/")


def fetch(name, package, folder):
    address = f"{registry()}/{name}/-/{name}-{package['version']}.tgz"
    with urllib.request.urlopen(address, timeout=300) as answer:
        archive = answer.read()
    digest = "sha512-" + base64.b64encode(hashlib.sha512(archive).digest()).decode()
    if digest != package["integrity"]:
        sys.exit(f"{address} is not what the lock file names: {digest}")
    with tarfile.open(fileobj=io.BytesIO(archive)) as files:
        for file in files:
            # Everything stands in one folder, mostly `package`.
            file.name = file.name.partition("/")[2]
            if file.name and (file.isfile() or file.isdir()):
                files.extract(file, folder)


def main():
    cpu = CPUS.get(platform.machine())
    if cpu is None:
        sys.exit(f"the npm registry has no Node for this machine ({platform.machine()}): install Node 24 and npm by hand")
    packages = json.loads((pathlib.Path(__file__).parent / "package-lock.json").read_text())["packages"]
    modules = pathlib.Path(sys.argv[1]) / "node_modules"
    for name in (f"node-linux-{cpu}", "npm"):
        fetch(name, packages[f"node_modules/{name}"], modules / name)


main()
