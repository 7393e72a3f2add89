using System.Numerics;
using Rhodes.Core.Units;

namespace Rhodes.Core.Fabric;

/// <summary>
/// A count for each domain of one level, and the domains by their count, so that the domain with the least count that is
/// still enough is found in a few operations. The order inside a bucket is the domains' own, however the counts came about.
/// </summary>
public sealed class CountBuckets
{
    /// <summary>So few domains are looked through faster than bitmaps of them are kept.</summary>
    private const int Few = 8;

    private readonly int[] _counts;
    private readonly bool _areFew;
    private readonly int _words;
    private readonly ulong[] _members;   // one bitmap of domains for each count
    private readonly int[] _population;  // domains by count
    private readonly ulong[] _populated; // a bitmap of the counts that some domain has

    /// <param name="domains">How many domains there are; all start with a count of 0.</param>
    /// <param name="most">The largest count that will be set.</param>
    public CountBuckets(int domains, int most)
    {
        _counts = new int[domains];
        _areFew = domains <= Few;
        (_members, _population, _populated) = ([], [], []);
        if (_areFew) return;
        _words = (domains + 63) / 64;
        _members = new ulong[(most + 1) * _words];
        _population = new int[most + 1];
        _populated = new ulong[(most >> 6) + 1];
        for (var domain = 0; domain < domains; domain++) _members[domain >> 6] |= 1UL << (domain & 63);
        _population[0] = domains;
        if (domains > 0) _populated[0] = 1;
    }

    /// <summary>Takes over the counts of another that was made for the same domains.</summary>
    public void CopyFrom(CountBuckets other)
    {
        other._counts.CopyTo(_counts.AsSpan());
        other._members.CopyTo(_members.AsSpan());
        other._population.CopyTo(_population.AsSpan());
        other._populated.CopyTo(_populated.AsSpan());
    }

    public int this[int domain] => _counts[domain];

    /// <remarks>Hot: for each node that a job takes or leaves, once per level.</remarks>
    public void Set(int domain, int count)
    {
        var old = _counts[domain];
        if (old == count) return;
        _counts[domain] = count;
        if (_areFew) return;
        var (word, bit) = (domain >> 6, 1UL << (domain & 63));
        _members[(old * _words) + word] &= ~bit;
        _members[(count * _words) + word] |= bit;
        if (--_population[old] == 0) _populated[old >> 6] &= ~(1UL << (old & 63));
        if (_population[count]++ == 0) _populated[count >> 6] |= 1UL << (count & 63);
    }

    /// <summary>The least count of at least <paramref name="atLeast"/> that some domain has; -1 when none has.</summary>
    public int NextCount(int atLeast)
    {
        if (_areFew) return NextOfFew(atLeast);
        var from = Math.Max(0, atLeast);
        var word = from >> 6;
        if (word >= _populated.Length) return -1;
        var bits = _populated[word] & (ulong.MaxValue << (from & 63));
        while (bits == 0)
        {
            if (++word >= _populated.Length) return -1;
            bits = _populated[word];
        }

        return (word << 6) + BitOperations.TrailingZeroCount(bits);
    }

    /// <summary>The greatest count of at most <paramref name="atMost"/> that some domain has; -1 when none has.</summary>
    public int PreviousCount(int atMost)
    {
        if (_areFew) return PreviousOfFew(atMost);
        var from = Math.Min(atMost, _population.Length - 1);
        if (from < 0) return -1;
        var word = from >> 6;
        var bits = _populated[word] & (ulong.MaxValue >> (63 - (from & 63)));
        while (bits == 0)
        {
            if (--word < 0) return -1;
            bits = _populated[word];
        }

        return (word << 6) + 63 - BitOperations.LeadingZeroCount(bits);
    }

    /// <summary>The first domain from <paramref name="from"/> on that has just this count; -1 when none has.</summary>
    public int NextDomain(int count, int from)
    {
        if (_areFew) return from >= _counts.Length ? -1 : Array.IndexOf(_counts, count, from);
        var word = from >> 6;
        if (word >= _words) return -1;
        var bits = _members[(count * _words) + word] & (ulong.MaxValue << (from & 63));
        while (bits == 0)
        {
            if (++word >= _words) return -1;
            bits = _members[(count * _words) + word];
        }

        return (word << 6) + BitOperations.TrailingZeroCount(bits);
    }

    private int NextOfFew(int atLeast)
    {
        var least = int.MaxValue;
        foreach (var count in _counts)
            if (count >= atLeast && count < least) least = count;
        return least == int.MaxValue ? -1 : least;
    }

    private int PreviousOfFew(int atMost)
    {
        var most = -1;
        foreach (var count in _counts)
            if (count <= atMost && count > most) most = count;
        return most;
    }
}
