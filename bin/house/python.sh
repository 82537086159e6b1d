# Start bin/house with the first Python that is new enough. Sourced by the commands beside this folder.
house() {
    for python in ${GONGTU_PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11 /usr/bin/python3; do
        if "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            exec "$python" "$root/bin/house" "$@"
        fi
    done
    echo "需要 Python 3.11 或更新版本，请先运行： sudo apt-get install -y python3 python3-venv" >&2
    echo "Python 3.11 or newer is needed. Run: sudo apt-get install -y python3 python3-venv" >&2
    exit 3
}
