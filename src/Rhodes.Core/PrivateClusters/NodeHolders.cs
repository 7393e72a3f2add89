namespace Rhodes.Core.PrivateClusters;

/// <summary>Which turns hold some of each node. Nearly always one at most, so the first is kept apart.</summary>
internal sealed class NodeHolders
{
    private readonly Dictionary<int, List<int>> _more = [];
    private int[] _only = [];

    public void Grow(int nodes)
    {
        var known = _only.Length;
        Array.Resize(ref _only, nodes);
        Array.Fill(_only, -1, known, nodes - known);
    }

    /// <summary>In order.</summary>
    public IReadOnlyList<int> Of(int node) =>
        _more.TryGetValue(node, out var turns) ? turns : _only[node] >= 0 ? [_only[node]] : [];

    /// <summary>A turn of several groups may hold a node more than once.</summary>
    public void Add(int node, int turn)
    {
        if (_more.TryGetValue(node, out var turns))
        {
            var place = turns.BinarySearch(turn);
            turns.Insert(place < 0 ? ~place : place, turn);
        }
        else if (_only[node] < 0)
        {
            _only[node] = turn;
        }
        else
        {
            _more.Add(node, turn < _only[node] ? [turn, _only[node]] : [_only[node], turn]);
            _only[node] = -1;
        }
    }

    public void Remove(int node, int turn)
    {
        if (!_more.TryGetValue(node, out var turns))
        {
            _only[node] = -1;
            return;
        }

        turns.Remove(turn);
        if (turns.Count > 1) return;
        _only[node] = turns[0];
        _more.Remove(node);
    }
}
