namespace Rhodes.Server.Log;

/// <summary>A place in the log: behind the entry of this number, whose link of the chain is <paramref name="Hash"/>.</summary>
/// <param name="Sequence">From 1; 0 before the first entry.</param>
public readonly record struct LogPlace(long Sequence, ChainHash Hash)
{
    public static LogPlace Start => default;
}
