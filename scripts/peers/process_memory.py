"""Peak memory of this process, in bytes."""

import resource
import sys


def peak_bytes():
    """Largest resident size since the program started.

    Linux counts in ru_maxrss what the parent had before exec, so its own account (VmHWM) is asked first.
    """
    try:
        with open("/proc/self/status", encoding="ascii") as status:
            for line in status:
                if line.startswith("VmHWM:"):
                    return int(line.split()[1]) * 1024
    except OSError:
        pass
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024
