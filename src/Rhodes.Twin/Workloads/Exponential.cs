namespace Rhodes.Twin.Workloads;

/// <summary>
/// Draws the gaps of arrivals that do not know of each other, with mean 1 in units of 2^-20, in integers only: the whole
/// half-lives that pass are heads in a row, and the part of the last one is -log2(1 - v / 2) of an even v, from a table.
/// </summary>
internal static class Exponential
{
    /// <summary>The mean, 1.</summary>
    public const int Bits = 20;

    private const int Steps = 256;

    /// <summary>The natural logarithm of 2 in units of 2^-32.</summary>
    private const long Log2 = 2_977_044_472;

    /// <summary>-log2(1 - i / 512) in units of 2^-24.</summary>
    private static readonly int[] Parts = [.. Enumerable.Range(0, Steps + 1).Select(i => (24 << 24) - Logarithm((1L << 24) - (i * (1L << 15))))];

    /// <remarks>Hot: once a job. Allocates nothing.</remarks>
    public static long Draw(Chance chance)
    {
        var halves = System.Numerics.BitOperations.LeadingZeroCount(chance.Next());
        var place = (int)(chance.Next() & 0xFFFFFF);
        var (step, rest) = (place >> 16, place & 0xFFFF);
        var part = Parts[step] + (long)(Parts[step + 1] - Parts[step]) * rest / 0x10000;
        return (long)((Int128)((halves << 24) + part) * Log2 >> (24 + 32 - Bits));
    }

    /// <summary>The binary logarithm of a whole number below 2^31, in units of 2^-24, rounded down: bit by bit, by squaring.</summary>
    private static int Logarithm(long value)
    {
        var whole = System.Numerics.BitOperations.Log2((ulong)value);
        var result = whole;
        var rest = value << (30 - whole);   // in [2^30, 2^31): the number over its power of two
        for (var bit = 0; bit < 24; bit++)
        {
            rest = rest * rest >> 30;
            var isTwo = rest >= 1L << 31;
            if (isTwo) rest >>= 1;
            result = (result << 1) | (isTwo ? 1 : 0);
        }

        return result;
    }
}
