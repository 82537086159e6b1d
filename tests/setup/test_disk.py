import pytest
from house import disk
from house.trouble import Trouble, from_os_error


def test_a_disk_without_room_is_refused_before_anything_is_begun(tmp_path):
    too_much = disk.free_bytes(tmp_path) // disk.MIB + 1000
    with pytest.raises(Trouble, match=f"{too_much} MiB are needed") as refused:
        disk.require(tmp_path / "not" / "made" / "yet", needed_mib=too_much)
    assert "--data DIR" in refused.value.zh


def test_a_disk_with_room_is_accepted(tmp_path):
    disk.require(tmp_path, needed_mib=1)


def test_a_program_that_meets_a_full_disk_is_explained(runner, step):
    with pytest.raises(Trouble, match="is full. Free some space") as refused:
        runner.run(step, ["sh", "-c", "cat /proc/version > /dev/full"])
    assert "磁盘已满" in refused.value.zh


def test_our_own_write_to_a_full_disk_is_explained(tmp_path):
    with pytest.raises(OSError) as full:
        with open("/dev/full", "w", encoding="ascii") as file:
            file.write("x")
    assert "is full" in from_os_error(full.value, tmp_path).en
