"""Runs a program, prints what it prints, and then a last line: exit code, seconds, and the most memory that it or one of
its children took, in MB.

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
