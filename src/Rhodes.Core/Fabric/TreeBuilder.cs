using Rhodes.Core.Model;
using Rhodes.Core.Units;

namespace Rhodes.Core.Fabric;

/// <summary>Writes a <see cref="Tree"/> down node by node, or cell by cell.</summary>
public sealed class TreeBuilder
{
    private readonly List<int>[] _first = [[], [], [], []];
    private readonly List<int>[] _end = [[], [], [], []];
    private readonly List<int>[] _domainOf = [[], [], [], []];

    public int Nodes { get; private set; }

    /// <summary>Opens a domain; the nodes added until <see cref="Close"/> stand in it.</summary>
    public void Open(Level level)
    {
        _first[(int)level].Add(Nodes);
        _end[(int)level].Add(-1);
    }

    public void Close(Level level) => _end[(int)level][^1] = Nodes;

    public void AddNode()
    {
        for (var level = 0; level < (int)Level.Node; level++)
        {
            var open = _end[level].Count > 0 && _end[level][^1] < 0;
            _domainOf[level].Add(open ? _end[level].Count - 1 : -1);
        }

        Nodes++;
    }

    /// <summary>A virtual cell: just what it is sold with, and nothing above it.</summary>
    public void AddCell(CellShape shape) => AddInside(shape, shape.Level);

    public Tree Build() => new(Nodes, Arrays(_first), Arrays(_end), Arrays(_domainOf));

    private void AddInside(CellShape shape, Level level)
    {
        if (level == Level.Node)
        {
            AddNode();
            return;
        }

        Open(level);
        var inner = CellFit.NextOffered(shape, level);
        for (var i = 0; i < shape.FanOut(inner); i++) AddInside(shape, inner);
        Close(level);
    }


    private static int[][] Arrays(List<int>[] lists) => [.. lists.Select(list => list.ToArray())];
}
