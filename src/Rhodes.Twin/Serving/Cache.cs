namespace Rhodes.Twin.Serving;

/// <summary>
/// Blocks of keys and values. Sequences that decode all grow by a token a step, so the step at which each needs its next block is known from the start: the rest of its length, less the steps so far, does not change.
/// </summary>
internal sealed class Cache(int blocks, int blockTokens, Beginnings beginnings)
{
    private readonly int[] _growing = new int[blockTokens];   // sequences by when they need a block

    /// <summary>Those with pieces that nobody uses are free, too: they go when they are needed.</summary>
    public int Free { get; private set; } = blocks;

    public int Blocks(long tokens) => (int)((tokens + blockTokens - 1) / blockTokens);

    /// <returns>False: there are not so many free.</returns>
    public bool TryTake(int count)
    {
        if (count > Free) return false;
        Take(count);
        return true;
    }

    public void Give(int count) => Free += count;

    /// <summary>A sequence begins or ceases to decode.</summary>
    /// <param name="tokens">That it has cached before step <paramref name="step"/>.</param>
    public void Grow(long tokens, long step, int sequences) => _growing[Phase(tokens, step)] += sequences;

    /// <summary>Blocks that all sequences that decode need for a step.</summary>
    public int NeededAt(long step) => _growing[Phase(0, step)];

    /// <summary>How many steps from one on have all the blocks they need, and takes these.</summary>
    public long GrowFor(long step, long most, int sequences)
    {
        var rounds = sequences == 0 ? most / blockTokens : Math.Min(most / blockTokens, Free / sequences);
        Take((int)(rounds * sequences));
        var steps = rounds * blockTokens;
        while (steps < most && TryTake(NeededAt(step + steps))) steps++;
        return steps;
    }

    private void Take(int count)
    {
        Free -= count;
        beginnings.KeepWithin(Free);
    }

    /// <summary>A sequence of so many cached tokens needs a block when its next token is the first of one.</summary>
    private int Phase(long tokens, long step) => (int)((((step - tokens) % blockTokens) + blockTokens) % blockTokens);
}
