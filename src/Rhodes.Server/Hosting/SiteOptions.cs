using Rhodes.Core.Units;
using Rhodes.Engines;
using Rhodes.Files;
using Rhodes.Server.Site;

namespace Rhodes.Server.Hosting;

/// <summary>What a server is started with.</summary>
public sealed record SiteOptions
{
    /// <summary>The data folder.</summary>
    public required string Data { get; init; }

    /// <summary>What the site's files say: it is brought in at the first start, and what is new at each later one. Null: <see cref="Scenario"/> brings everything.</summary>
    public SiteSpec? Site { get; init; }

    /// <summary>What is to happen on simulated hardware. Null: the hardware is real.</summary>
    public ScenarioSpec? Scenario { get; init; }

    /// <summary>Seconds of the site in one of ours; 1 where the hardware is real.</summary>
    public decimal Speed { get; init; } = 1;

    /// <summary>Makes the engine of a site that is real.</summary>
    public Func<SiteClock, IEngine>? RealEngine { get; init; }

    public ListenOptions Listen { get; init; } = new();

    /// <summary>Events between two snapshots.</summary>
    public long SnapshotEvery { get; init; } = 100_000;

    /// <summary>Requests that one tenant may make in a second.</summary>
    public int RequestsPerSecond { get; init; } = 2_000;

    /// <summary>How long what programs wrote is kept after they ended.</summary>
    public Duration KeepOutput { get; init; } = Duration.FromDays(30);

    /// <summary>Jobs that are not over which one tenant may have: each stands in the server's memory, with some two kilobytes.</summary>
    public int JobsPerTenant { get; init; } = 100_000;
}

/// <summary>Where a server listens.</summary>
public sealed record ListenOptions
{
    /// <summary>An IP address.</summary>
    public string Address { get; init; } = "127.0.0.1";

    /// <summary>0: any that is free.</summary>
    public int Port { get; init; }

    /// <summary>PEM files; null: no TLS.</summary>
    public string? Certificate { get; init; }

    public string? CertificateKey { get; init; }
}
