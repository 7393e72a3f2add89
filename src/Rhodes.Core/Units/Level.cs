namespace Rhodes.Core.Units;

/// <summary>A level of the fabric, outermost first. A larger number is further in.</summary>
public enum Level
{
    Site = 0,
    Hall = 1,

    /// <summary>One non-blocking scalable unit of the network.</summary>
    Pod = 2,

    /// <summary>On NVL72 machines also the NVLink domain.</summary>
    Rack = 3,
    Node = 4,
}

/// <summary>The levels as a table's dimension.</summary>
public static class Levels
{
    public const int Count = 5;

    /// <summary>The name people write: <c>rack</c>.</summary>
    public static string Name(this Level level) => level switch
    {
        Level.Site => "site",
        Level.Hall => "hall",
        Level.Pod => "pod",
        Level.Rack => "rack",
        Level.Node => "node",
        _ => throw Invariant.Broken($"there is no level {(int)level}"),
    };
}
