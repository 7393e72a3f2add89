using Rhodes.Core.Model;
using Rhodes.Core.Units;

namespace Rhodes.Core.Fabric;

/// <summary>A what-if on one or more stocks: everything done through it is taken back when it is disposed of.</summary>
public sealed class Trial : IDisposable
{
    private readonly List<(NodeStock Stock, int Node, NodeDemand Taken, NodeDemand Given, bool? Open)> _done = [];

    /// <summary>How much was done so far; see <see cref="BackTo"/>.</summary>
    public int Mark => _done.Count;

    public void Take(NodeStock stock, int node, NodeDemand demand)
    {
        stock.Take(node, demand);
        _done.Add((stock, node, demand, default, null));
    }

    public void Give(NodeStock stock, int node, NodeDemand demand)
    {
        stock.Give(node, demand);
        _done.Add((stock, node, default, demand, null));
    }

    public void SetOpen(NodeStock stock, int node, bool open)
    {
        _done.Add((stock, node, default, default, stock.IsOpen(node)));
        stock.SetOpen(node, open);
    }

    /// <summary>Takes back what was done after the mark, last first.</summary>
    public void BackTo(int mark)
    {
        Invariant.Holds(mark <= _done.Count, "a mark lies in the past");
        for (var i = _done.Count - 1; i >= mark; i--)
        {
            var (stock, node, taken, given, open) = _done[i];
            if (open is { } was) stock.SetOpen(node, was);
            else if (taken != default) stock.Give(node, taken);
            else if (given != default) stock.Take(node, given);
        }

        _done.RemoveRange(mark, _done.Count - mark);
    }

    public void Dispose() => BackTo(0);
}
