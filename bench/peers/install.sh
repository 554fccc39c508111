#!/bin/sh
# Puts PyTorch with torchvision and JAX into a throw-away Python environment: install.sh FOLDER. Does nothing where they are there already.
# PyTorch's package on PyPI for Linux loads NVIDIA's libraries also where no such card is, so these come with it (about 3 GB).
set -eu
folder=$1
versions="torch==2.15.0 torchvision==0.29.2 jax==0.10.2 optax==0.2.8 numpy==2.4.6"
if [ -f "$folder/installed" ] && [ "$(cat "$folder/installed")" = "$versions" ]; then
    exit 0
fi
python3 -m venv "$folder"
# The versions are a list, so they are split at spaces.
# shellcheck disable=SC2086
"$folder/bin/python" -m pip install --quiet $versions
echo "$versions" >"$folder/installed"
