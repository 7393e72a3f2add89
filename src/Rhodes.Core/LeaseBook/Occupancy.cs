using Rhodes.Core.Fabric;
using Rhodes.Core.Units;

namespace Rhodes.Core.LeaseBook;

/// <summary>
/// Which domains are taken in which stretches of a <see cref="Timeline"/>: one bit for each. What is put down or lifted can be taken
/// back to any earlier mark, since every word that changed is written down.
/// </summary>
/// <remarks>Hot. A word is 64 stretches; a domain is looked at only where nothing around it is taken.</remarks>
internal sealed class Occupancy(Tree tree, int stretches)
{
    private readonly ulong[]?[] _at = new ulong[]?[Levels.Count];      // taken as just this domain; null: none of the level ever was
    private readonly ulong[]?[] _inside = new ulong[]?[Levels.Count];  // something in it is taken
    private readonly List<(ulong[] Bits, int Word, ulong Before)> _done = new(1 << 12);
    private int _words = WordsOf(stretches);
    private bool _isKept = true;

    public int Mark => _done.Count;

    /// <summary>Takes a domain for the stretches of a window.</summary>
    public void Take(Domain domain, Window window)
    {
        if (window.IsEmpty) return;
        Fill(Bits(_at, domain.Level), domain.Index, window);
        var first = tree.First(domain);
        for (var level = domain.Level - 1; level >= Level.Site; level--) Fill(Bits(_inside, level), tree.DomainOf(level, first), window);
    }

    /// <summary>Takes up what was put down: each of these alone has its domain in its window.</summary>
    public void Lift(IReadOnlyList<PlannedTenure> lifted)
    {
        foreach (var planned in lifted)
            if (!planned.Window.IsEmpty) Empty(_at[(int)planned.Tenure.Domain.Level]!, planned.Tenure.Domain.Index, planned.Window);
        for (var level = Level.Node - 1; level >= Level.Site; level--)
        {
            SortedDictionary<int, Window> around = [];
            foreach (var planned in lifted)
            {
                if (planned.Window.IsEmpty || planned.Tenure.Domain.Level <= level) continue;
                var outer = tree.DomainOf(level, tree.First(planned.Tenure.Domain));
                around[outer] = around.TryGetValue(outer, out var window) ? window.With(planned.Window) : planned.Window;
            }

            foreach (var (outer, window) in around) LookInside(new(level, outer), window);
        }
    }

    public void BackTo(int mark)
    {
        for (var i = _done.Count - 1; i >= mark; i--) _done[i].Bits[_done[i].Word] = _done[i].Before;
        _done.RemoveRange(mark, _done.Count - mark);
    }

    /// <summary>What is taken until now is never taken back; what is taken from now on may be.</summary>
    public void StartDrafting() => _isKept = false;

    /// <summary>From now on there are so many stretches. Nothing is taken.</summary>
    public void Cut(int stretches)
    {
        Invariant.Holds(!_isKept && _done.Count == 0, "time is cut anew only where nothing is taken");
        _words = WordsOf(stretches);
    }

    /// <summary>Whether nothing in, at or around a domain is taken in any of the stretches of a window.</summary>
    public bool IsFree(Domain domain, Window window)
    {
        if (IsTaken(_at, domain, window) || IsTaken(_inside, domain, window)) return false;
        var first = tree.First(domain);
        for (var level = domain.Level - 1; level >= Level.Site; level--)
            if (IsTaken(_at, new(level, tree.DomainOf(level, first)), window)) return false;
        return true;
    }

    /// <summary>Whether just this domain is taken in any of the stretches of a window.</summary>
    public bool IsAt(Domain domain, Window window) => IsTaken(_at, domain, window);

    /// <summary>Whether something in a domain is taken in any of the stretches of a window.</summary>
    public bool IsInside(Domain domain, Window window) => IsTaken(_inside, domain, window);

    private void LookInside(Domain domain, Window window)
    {
        var inner = domain.Level + 1;
        var (first, end) = inner == Level.Node ? (tree.First(domain), tree.End(domain)) : tree.Inside(domain, inner);
        var (at, inside, bits) = (_at[(int)inner], _inside[(int)inner], _inside[(int)domain.Level]!);
        for (var word = window.From >> 6; word <= (window.Until - 1) >> 6; word++)
        {
            var taken = 0UL;
            for (var i = first; i < end; i++)
            {
                if (at is not null) taken |= at[(i * _words) + word];
                if (inside is not null) taken |= inside[(i * _words) + word];
            }

            Write(bits, (domain.Index * _words) + word, taken);
        }
    }

    /// <summary>Room for a level. Where time was cut anew it may have become too small, and has only zeros.</summary>
    private ulong[] Bits(ulong[]?[] levels, Level level)
    {
        var size = tree.Count(level) * _words;
        return levels[(int)level] is { } bits && bits.Length >= size ? bits : levels[(int)level] = new ulong[size];
    }

    private void Fill(ulong[] bits, int domain, Window window)
    {
        var (first, last) = (window.From >> 6, (window.Until - 1) >> 6);
        var row = domain * _words;
        for (var word = first; word <= last; word++) Write(bits, row + word, bits[row + word] | MaskOf(word, first, last, window));
    }

    private void Empty(ulong[] bits, int domain, Window window)
    {
        var (first, last) = (window.From >> 6, (window.Until - 1) >> 6);
        var row = domain * _words;
        for (var word = first; word <= last; word++) Write(bits, row + word, bits[row + word] & ~MaskOf(word, first, last, window));
    }

    private void Write(ulong[] bits, int place, ulong after)
    {
        if (after == bits[place]) return;
        if (!_isKept) _done.Add((bits, place, bits[place]));
        bits[place] = after;
    }

    private bool IsTaken(ulong[]?[] levels, Domain domain, Window window)
    {
        if (levels[(int)domain.Level] is not { } bits || window.IsEmpty) return false;
        var (first, last) = (window.From >> 6, (window.Until - 1) >> 6);
        var row = domain.Index * _words;
        if (row + last >= bits.Length) return false;   // not made larger since time was cut anew
        for (var word = first; word <= last; word++)
            if ((bits[row + word] & MaskOf(word, first, last, window)) != 0) return true;
        return false;
    }

    private static int WordsOf(int stretches) => (stretches + 63) / 64;

    /// <summary>The bits of a word that stand for stretches of a window, whose words are first to last.</summary>
    private static ulong MaskOf(int word, int first, int last, Window window)
    {
        var mask = ulong.MaxValue;
        if (word == first) mask <<= window.From & 63;
        if (word == last) mask &= ulong.MaxValue >> (63 - ((window.Until - 1) & 63));
        return mask;
    }
}
