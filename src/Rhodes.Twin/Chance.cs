namespace Rhodes.Twin;

/// <summary>
/// A stream of chance from a seed, in integers only, the same on every machine and in every version: SplitMix64 (Steele, Lea
/// and Flood, "Fast Splittable Pseudorandom Number Generators", OOPSLA 2014).
/// </summary>
public sealed class Chance(ulong seed)
{
    private ulong _state = seed;

    /// <summary>A stream for one purpose: others with the same seed do not depend on it.</summary>
    public static Chance For(int seed, string purpose)
    {
        // FNV-1a, 64 bits: string.GetHashCode differs from process to process.
        var hash = 14_695_981_039_346_656_037UL;
        foreach (var letter in purpose) hash = unchecked((hash ^ letter) * 1_099_511_628_211UL);
        return new(unchecked(hash + ((ulong)seed * 0x9E3779B97F4A7C15UL)));
    }

    public ulong Next()
    {
        unchecked
        {
            _state += 0x9E3779B97F4A7C15UL;
            var z = _state;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
            return z ^ (z >> 31);
        }
    }

    /// <summary>A whole number from <paramref name="least"/> to <paramref name="most"/>, both possible.</summary>
    public int Between(int least, int most) => least + (int)(Next() % (ulong)(most - least + 1));

    public long Between(long least, long most) => least + (long)(Next() % (ulong)(most - least + 1));

    /// <summary>True so many times in a hundred.</summary>
    public bool Percent(int percent) => Between(1, 100) <= percent;

    public T OneOf<T>(params ReadOnlySpan<T> choices) => choices[Between(0, choices.Length - 1)];
}
