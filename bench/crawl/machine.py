"""What a figure is worth depends on where it was measured: the facts that stand above every table."""

import os
import platform
import re
import subprocess
from datetime import date
from pathlib import Path

DOCUMENTATION = ("linux-doc-6.1", "python3.11-doc", "postgresql-doc-15", "python-django-doc")


def first_line(*command: str, environment: dict[str, str] | None = None) -> str:
    try:
        asked = subprocess.run(command, capture_output=True, text=True, env=environment)
    except FileNotFoundError:
        return ""
    return ((asked.stdout or asked.stderr).splitlines() or [""])[0].strip()


def debian_version(package: str) -> str:
    return first_line("dpkg-query", "-W", "-f", "${Version}\n", package)


def field(file: str, name: str) -> str:
    found = re.search(rf"^{name}\s*[:=]\s*\"?([^\"\n]*)", Path(file).read_text(), re.MULTILINE)
    return found.group(1).strip() if found else ""


def jdk() -> str:
    """The JDK 25 the launcher would find: JAVA_HOME's if it is one, else one of those installed."""
    homes = [os.environ.get("JAVA_HOME", ""), *sorted(map(str, Path("/usr/lib/jvm").glob("*25*")))]
    for home in filter(None, homes):
        release = Path(home, "release")
        if release.is_file() and (version := field(str(release), "JAVA_RUNTIME_VERSION")).startswith("25"):
            return f"{field(str(release), 'IMPLEMENTOR')} {version}"
    return "none found"


def facts(project: Path) -> dict[str, str]:
    memory_kib = int(field("/proc/meminfo", "MemTotal").split()[0])
    return {
        "date": date.today().isoformat(),
        "cores": f"{os.cpu_count()} ({field('/proc/cpuinfo', 'model name') or platform.machine()})",
        "memory": f"{memory_kib / 2**20:.0f} GiB",
        "system": f"{field('/etc/os-release', 'PRETTY_NAME')}, kernel {platform.release()}",
        "JDK": jdk(),
        "nginx": debian_version("nginx"),
        "wget2": debian_version("wget2"),
        "Scrapy": debian_version("python3-scrapy"),
        "aiohttp": debian_version("python3-aiohttp"),
        "Python": debian_version("python3.11"),
        "documentation": ", ".join(f"{name} {debian_version(name)}" for name in DOCUMENTATION),
        "Ayatori": first_line("git", "-C", str(project), "describe", "--always", "--dirty"),
        "load at the start": "%.1f" % os.getloadavg()[0],
    }
