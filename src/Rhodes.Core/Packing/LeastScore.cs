namespace Rhodes.Core.Packing;

/// <summary>Scores of all nodes for one demand, and always the least: a tournament, in which a score that changes plays only against its neighbours again.</summary>
internal sealed class LeastScore
{
    private readonly long[] _scores;
    private readonly int[] _winners;   // of the halves below; the first is the whole
    private readonly int _leaves;

    public LeastScore(int count)
    {
        _leaves = 1;
        while (_leaves < count) _leaves *= 2;
        (_scores, _winners) = (new long[_leaves], new int[2 * _leaves]);
        Array.Fill(_scores, IPackingPolicy.Never);
        for (var leaf = 0; leaf < _leaves; leaf++) _winners[_leaves + leaf] = leaf;
        for (var node = _leaves - 1; node > 0; node--) _winners[node] = _winners[2 * node];
    }

    /// <summary>The first with the least score; -1 when all are <see cref="IPackingPolicy.Never"/>.</summary>
    public int Least => _scores[_winners[1]] == IPackingPolicy.Never ? -1 : _winners[1];

    public void Set(int index, long score)
    {
        if (_scores[index] == score) return;
        _scores[index] = score;
        for (var node = (_leaves + index) / 2; node > 0; node /= 2)
        {
            var (left, right) = (_winners[2 * node], _winners[(2 * node) + 1]);
            _winners[node] = _scores[right] < _scores[left] ? right : left;
        }
    }
}
