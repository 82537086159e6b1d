"""Forked children: what one loses, the others and the parent do not."""

import os
import signal

from bim.geometry.children import Died, Limits, spread


def outcomes(work, pieces, **limits):
    done = dict(spread(pieces, lambda: work, processes=2, limits=Limits(**limits)))
    assert sorted(done) == list(range(len(pieces)))
    return [done[position] for position in range(len(pieces))]


def test_every_piece_is_done_once():
    assert outcomes(lambda piece, tell: piece * 2, list(range(50))) == [2 * piece for piece in range(50)]


def test_nothing_to_do_is_done():
    assert outcomes(lambda piece, tell: piece, []) == []


def test_a_crash_loses_its_own_piece_only():
    def work(piece, tell):
        tell("first step", 0)
        if piece in (3, 4, 17):
            tell("cutting", 0)
            os.kill(os.getpid(), signal.SIGSEGV)
        return piece

    done = outcomes(work, list(range(20)))
    lost = Died(at="cutting", reason="SIGSEGV")
    assert done == [lost if piece in (3, 4, 17) else piece for piece in range(20)]


def test_an_endless_piece_is_ended():
    def work(piece, tell):
        tell("counting", 0)
        while piece == 1:
            pass
        return piece

    assert outcomes(work, [0, 1, 2], seconds=1) == [0, Died(at="counting", reason="time"), 2]


def test_a_piece_that_eats_memory_is_lost_alone():
    def work(piece, tell):
        tell("growing", 0)
        return len(bytearray(2**30)) if piece == 1 else piece

    done = outcomes(work, [0, 1, 2], megabytes=256)
    assert (done[0], done[2]) == (0, 2)
    assert isinstance(done[1], Died)


def test_no_child_outlives_a_parent_that_stops_listening():
    def work(piece, tell):
        return os.getpid()

    results = spread(range(100), lambda: work, processes=2, limits=Limits())
    _, child = next(results)
    results.close()
    try:
        os.kill(child, 0)
    except ProcessLookupError:
        return
    raise AssertionError("the child is still there")


def test_children_that_die_at_once_lose_their_pieces_and_no_more():
    def begin():
        os.kill(os.getpid(), signal.SIGKILL)

    done = dict(spread(list(range(5)), begin, processes=2, limits=Limits()))
    assert done == {piece: Died(at="", reason="killed") for piece in range(5)}
