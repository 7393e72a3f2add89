using System.Runtime.InteropServices;
using Rhodes.Core.Fabric;
using Rhodes.Core.Model;
using Rhodes.Core.Units;

namespace Rhodes.Core.LeaseBook;

/// <summary>
/// The free domains that break the least: those with few free siblings, of these with few free cousins, of these the first.
/// </summary>
/// <remarks>Hot: once for each group of cells that are alike. Domains of one parent are equal in this, so that parents are compared.</remarks>
internal sealed class FreePlaces(Tree tree, ShapeFacts facts)
{
    private readonly List<int> _free = [];
    private readonly List<(int Siblings, int Cousins, int First)> _families = [];   // First: a place in _free

    /// <summary>The best <paramref name="wanted"/> domains, in order.</summary>
    /// <returns>Null when there are not so many.</returns>
    public List<Domain>? Best(Placing taken, CellShape shape, PlacedWindow window, int wanted)
    {
        _free.Clear();
        taken.AddFree(shape.Level, window, facts.Holds(shape), _free);
        if (_free.Count < wanted) return null;
        List<Domain> best = new(wanted);
        if (shape.Level == Level.Site)
        {
            foreach (var index in CollectionsMarshal.AsSpan(_free)[..wanted]) best.Add(new(shape.Level, index));
            return best;
        }

        FindFamilies(shape.Level);
        _families.Sort();   // the last of the three differs between any two
        foreach (var (siblings, _, first) in _families)
            for (var i = first; i < first + siblings && best.Count < wanted; i++) best.Add(new(shape.Level, _free[i]));
        return best;
    }

    /// <summary>The parents of the free domains: each one's children stand together.</summary>
    private void FindFamilies(Level level)
    {
        _families.Clear();
        var (outer, outerFirst, cousins) = (-1, 0, 0);
        for (var i = 0; i < _free.Count;)
        {
            var node = tree.First(new(level, _free[i]));
            var parent = tree.DomainOf(level - 1, node);
            var end = EndOf(level, new(level - 1, parent), i);
            var grandparent = level > Level.Hall ? tree.DomainOf(level - 2, node) : parent;
            if (grandparent != outer)
            {
                SetCousins(outerFirst, cousins);
                (outer, outerFirst, cousins) = (grandparent, _families.Count, 0);
            }

            cousins += end - i;
            _families.Add((end - i, 0, i));
            i = end;
        }

        SetCousins(outerFirst, cousins);
    }

    /// <summary>One past the last free domain inside a parent, of which the one at <paramref name="from"/> is the first.</summary>
    private int EndOf(Level level, Domain parent, int from)
    {
        var past = tree.End(parent);
        var end = from + 1;
        while (end < _free.Count && tree.First(new(level, _free[end])) < past) end++;
        return end;
    }

    private void SetCousins(int first, int cousins)
    {
        for (var i = first; i < _families.Count; i++) _families[i] = _families[i] with { Cousins = cousins };
    }
}
