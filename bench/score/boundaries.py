"""Pk (Beeferman and others 1999) and WindowDiff (Pevzner and Hearst 2002) of segments given by their sizes; lower is better."""


def window_of(sizes):
    """Half the average size of a segment, at least 2."""
    return max(2, round(sum(sizes) / len(sizes) / 2))


def labels(sizes):
    return [i for i, size in enumerate(sizes) for _ in range(size)]


def pk(found, wanted, window=None):
    window = window or window_of(wanted)
    a, b = labels(found), labels(wanted)
    assert len(a) == len(b)
    places = range(len(b) - window)
    wrong = sum((a[i] == a[i + window]) != (b[i] == b[i + window]) for i in places)
    return wrong / len(places) if places else 0.0


def window_diff(found, wanted, window=None):
    window = window or window_of(wanted)
    a, b = labels(found), labels(wanted)
    places = range(len(b) - window)
    wrong = sum(a[i + window] - a[i] != b[i + window] - b[i] for i in places)
    return wrong / len(places) if places else 0.0
