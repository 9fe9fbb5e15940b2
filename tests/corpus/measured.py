"""Runs a program, passes its output on, and then prints one more line: exit code, seconds, and the
peak memory of the program or one of its children, in MB.

usage: measured.py PROGRAM ARGUMENT...
"""
import os
import subprocess
import sys
import time

began = time.monotonic()
child = subprocess.Popen(sys.argv[1:])
_, status, usage = os.wait4(child.pid, 0)
print()
print(os.waitstatus_to_exitcode(status), round(time.monotonic() - began, 2), usage.ru_maxrss // 1024)
