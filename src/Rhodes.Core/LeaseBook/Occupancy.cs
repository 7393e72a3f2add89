using Rhodes.Core.Fabric;
using Rhodes.Core.Units;

namespace Rhodes.Core.LeaseBook;

/// <summary>
/// Which domains are taken in which stretches of a <see cref="Timeline"/>: one bit for each. What is put down can be taken
/// back to any earlier mark, since every word that changed is written down.
/// </summary>
/// <remarks>Hot. A word is 64 stretches; a domain is looked at only where nothing around it is taken.</remarks>
internal sealed class Occupancy(Tree tree, int stretches)
{
    private readonly int _words = (stretches + 63) / 64;
    private readonly ulong[]?[] _at = new ulong[]?[Levels.Count];      // taken as just this domain; null: none of the level ever was
    private readonly ulong[]?[] _inside = new ulong[]?[Levels.Count];  // something in it is taken
    private readonly List<(ulong[] Bits, int Word, ulong Before)> _done = new(1 << 12);

    private bool _isKept = true;

    public int Mark => _done.Count;

    /// <summary>Takes a domain for the stretches [from, until).</summary>
    public void Take(Domain domain, int from, int until)
    {
        if (from >= until) return;
        Fill(Bits(_at, domain.Level), domain.Index, from, until);
        var first = tree.First(domain);
        for (var level = domain.Level - 1; level >= Level.Site; level--) Fill(Bits(_inside, level), tree.DomainOf(level, first), from, until);
    }

    public void BackTo(int mark)
    {
        for (var i = _done.Count - 1; i >= mark; i--) _done[i].Bits[_done[i].Word] = _done[i].Before;
        _done.RemoveRange(mark, _done.Count - mark);
    }

    /// <summary>What is taken until now is never taken back; what is taken from now on may be.</summary>
    public void StartDrafting() => _isKept = false;

    /// <summary>Whether nothing in, at or around a domain is taken in any of the stretches [from, until).</summary>
    public bool IsFree(Domain domain, int from, int until)
    {
        if (IsTaken(_at, domain, from, until) || IsTaken(_inside, domain, from, until)) return false;
        var first = tree.First(domain);
        for (var level = domain.Level - 1; level >= Level.Site; level--)
            if (IsTaken(_at, new(level, tree.DomainOf(level, first)), from, until)) return false;
        return true;
    }

    /// <summary>The numbers of the domains of a level that are free in the stretches [from, until), in order.</summary>
    /// <param name="holds">Those that count; null: all.</param>
    public void AddFree(Level level, int from, int until, bool[]? holds, List<int> free)
    {
        for (var site = 0; site < tree.Count(Level.Site); site++) AddFreeIn(new(Level.Site, site), level, from, until, holds, free);
    }

    private void AddFreeIn(Domain domain, Level level, int from, int until, bool[]? holds, List<int> free)
    {
        if (IsTaken(_at, domain, from, until)) return;
        if (domain.Level == level)
        {
            if (holds?[domain.Index] != false && !IsTaken(_inside, domain, from, until)) free.Add(domain.Index);
            return;
        }

        var inner = domain.Level + 1;
        var (first, end) = inner == Level.Node ? (tree.First(domain), tree.End(domain)) : tree.Inside(domain, inner);
        for (var i = first; i < end; i++) AddFreeIn(new(inner, i), level, from, until, holds, free);
    }

    private ulong[] Bits(ulong[]?[] levels, Level level) => levels[(int)level] ??= new ulong[tree.Count(level) * _words];

    private void Fill(ulong[] bits, int domain, int from, int until)
    {
        var (first, last) = (from >> 6, (until - 1) >> 6);
        for (var word = first; word <= last; word++)
        {
            var place = (domain * _words) + word;
            var after = bits[place] | MaskOf(word, first, last, from, until);
            if (after == bits[place]) continue;
            if (!_isKept) _done.Add((bits, place, bits[place]));
            bits[place] = after;
        }
    }

    private bool IsTaken(ulong[]?[] levels, Domain domain, int from, int until)
    {
        if (levels[(int)domain.Level] is not { } bits || from >= until) return false;
        var (first, last) = (from >> 6, (until - 1) >> 6);
        var row = domain.Index * _words;
        for (var word = first; word <= last; word++)
            if ((bits[row + word] & MaskOf(word, first, last, from, until)) != 0) return true;
        return false;
    }

    /// <summary>The bits of a word that stand for stretches of [from, until), whose words are first to last.</summary>
    private static ulong MaskOf(int word, int first, int last, int from, int until)
    {
        var mask = ulong.MaxValue;
        if (word == first) mask <<= from & 63;
        if (word == last) mask &= ulong.MaxValue >> (63 - ((until - 1) & 63));
        return mask;
    }
}
