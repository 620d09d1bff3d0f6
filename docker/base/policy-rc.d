#!/bin/sh
# Packages must not start their server while an image is built: the container's command does.
exit 101
