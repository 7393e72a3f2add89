using Rhodes.Core.Units;

namespace Rhodes.Core.Contract;

/// <summary>Waiting jobs of one tenant: highest priority first, then in order of arrival.</summary>
public sealed class JobOrder
{
    private readonly List<(long Rank, int Number)> _entries = [];

    public int Count => _entries.Count;

    /// <summary>The number of the job at a place in the order.</summary>
    public int this[int place] => _entries[place].Number;

    public void Add(int priority, int number)
    {
        var place = _entries.BinarySearch((-(long)priority, number));
        Invariant.Holds(place < 0, "a job waits once");
        _entries.Insert(~place, (-(long)priority, number));
    }

    public void Remove(int priority, int number)
    {
        var place = _entries.BinarySearch((-(long)priority, number));
        Invariant.Holds(place >= 0, "only what waits can stop waiting");
        _entries.RemoveAt(place);
    }
}
