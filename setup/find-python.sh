# Sets PYTHON to a Python of 3.11 or newer; exits with a message of one line if there is none.
# Tries the newest version for which every package has wheels first, for its speed; a Python without
# venv is used only if no other has it.
PYTHON=""
spare=""
seen=""
for name in "${RONTAL_PYTHON:-}" python3.13 python3.12 python3.11 python3 python3.14 python; do
    [ -n "$name" ] && command -v "$name" >/dev/null 2>&1 || continue
    version=$("$name" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null) || continue
    seen="$seen $name is $version;"
    "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue
    if [ "$name" = "${RONTAL_PYTHON:-}" ] || "$name" -c 'import venv, ensurepip' 2>/dev/null; then
        PYTHON=$name
        break
    fi
    spare=${spare:-$name}
done
PYTHON=${PYTHON:-$spare}
if [ -z "$PYTHON" ]; then
    echo "Rontal needs Python 3.11 or newer with venv (found:${seen:- none}). On Debian or Ubuntu: apt install python3 python3-venv" >&2
    exit 1
fi
