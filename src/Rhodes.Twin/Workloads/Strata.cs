namespace Rhodes.Twin.Workloads;

/// <summary>
/// Numbers spread evenly over [0, 2^32) by chance: each round of 256 has one in each 256th of the range, in an order of its own.
/// So a few hundred draws have the quantiles and the mean of their table already, heavy tail included, and a load that is asked for
/// is met.
/// </summary>
internal sealed class Strata(Chance chance)
{
    private const int Count = 256;

    private readonly byte[] _order = [.. Enumerable.Range(0, Count).Select(i => (byte)i)];
    private int _next = Count;

    /// <remarks>Hot: twice a job. Allocates nothing.</remarks>
    public uint Next()
    {
        if (_next == Count) Shuffle();
        return ((uint)_order[_next++] << 24) | (uint)(chance.Next() & 0xFFFFFF);
    }

    /// <summary>Fisher and Yates: every order is as likely.</summary>
    private void Shuffle()
    {
        for (var i = Count - 1; i > 0; i--)
        {
            var other = chance.Between(0, i);
            (_order[i], _order[other]) = (_order[other], _order[i]);
        }

        _next = 0;
    }
}
