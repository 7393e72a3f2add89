namespace Rhodes.Engines.Local;

/// <summary>What a <see cref="LocalEngine"/> works with.</summary>
public sealed record LocalSettings
{
    /// <summary>Where it keeps what it must find again, and what jobs write. Made when it is not there; its users must be able to pass through what is above it.</summary>
    public required string Folder { get; init; }

    /// <summary>All of them are this machine.</summary>
    public required IReadOnlyList<LocalNode> Nodes { get; init; }

    /// <summary>The system's user for each tenant. Of a tenant without one, jobs run as <c>nobody</c>; where the engine is not root, all run as itself.</summary>
    public IReadOnlyDictionary<string, string> Users { get; init; } = new Dictionary<string, string>();

    /// <summary>Of each stream the last so many bytes are kept at least.</summary>
    public long KeepOutputBytes { get; init; } = 64 << 20;

    /// <summary>Between two looks at how much was written; so long a stream may exceed its bound.</summary>
    public TimeSpan OutputWatch { get; init; } = TimeSpan.FromSeconds(5);

    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
