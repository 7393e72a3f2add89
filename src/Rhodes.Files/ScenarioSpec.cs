using Rhodes.Core.Model;
using Rhodes.Core.Units;

namespace Rhodes.Files;

/// <summary>What the twin is to play: a site, and what happens on it.</summary>
public sealed record ScenarioSpec
{
    /// <summary>The file's <c>name</c>, or that of its folder.</summary>
    public required string Name { get; init; }

    /// <summary>As the user gave it, with forward slashes.</summary>
    public required string File { get; init; }

    public required SiteSpec Site { get; init; }

    /// <summary>Every file that it is read from, or will be: its own, the site's, traces, shapes, faults.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>Where all chance begins.</summary>
    public required int Seed { get; init; }

    public required Instant From { get; init; }

    /// <summary>Null: until everything is done.</summary>
    public required Instant? Until { get; init; }

    /// <summary>In the order of the file.</summary>
    public required IReadOnlyList<TraceSource> Traces { get; init; }

    /// <summary>In the order of the file. Empty unless <see cref="Until"/> is known.</summary>
    public IReadOnlyList<JobGenerator> Generators { get; init; } = [];

    /// <summary>In the order of submission: by time, then what others come after, then as in the file. Repeats are written out.</summary>
    public required IReadOnlyList<InlineJob> Jobs { get; init; }

    /// <summary>By time, then as in the file.</summary>
    public required IReadOnlyList<InlineService> Services { get; init; }

    /// <summary>By time, then as in the file.</summary>
    public required IReadOnlyList<WorkCommand> Commands { get; init; }

    /// <summary>By time, then in the order of the fabric's nodes; faults of one node never overlap or abut.</summary>
    public required IReadOnlyList<NodeFault> Faults { get; init; }

    /// <summary>Recorded outages that are to happen besides, extended to the site. Null: none.</summary>
    public FaultTrace? FaultTrace { get; init; }

    /// <summary>
    /// By time, then as in the files. Every lease of the site is asked for once: at its <c>confirm-at</c>, by a command of the
    /// scenario, or at the start of the horizon, and never before that.
    /// </summary>
    public required IReadOnlyList<LeaseCommand> LeaseCommands { get; init; }
}

/// <summary>A job that the scenario itself writes down.</summary>
public sealed record InlineJob
{
    /// <summary>Its name is unique among the scenario's jobs and services; its <see cref="JobSpec.After"/> is empty.</summary>
    public required JobSpec Job { get; init; }

    /// <summary>When it is submitted.</summary>
    public required Instant At { get; init; }

    /// <summary>Its true work at the reference speed, for each of an array.</summary>
    public required Duration Runs { get; init; }

    /// <summary>Whether it ends by failing, when it has run so long.</summary>
    public required bool Fails { get; init; }

    /// <summary>Names of inline jobs of its tenant that must have ended before; all are submitted before it.</summary>
    public required IReadOnlyList<string> After { get; init; }

    public required SourcePlace Place { get; init; }
}

/// <summary>A service that the scenario writes down.</summary>
public sealed record InlineService
{
    /// <summary>With the replicas that it starts with.</summary>
    public required ServiceSpec Service { get; init; }

    public required Instant At { get; init; }

    /// <summary>In order of time, after <see cref="At"/>.</summary>
    public required IReadOnlyList<ScaleStep> Scale { get; init; }

    public required SourcePlace Place { get; init; }
}

/// <summary>From this instant on a service has so many replicas.</summary>
public readonly record struct ScaleStep(Instant At, int Replicas);

public enum WorkVerb
{
    /// <summary>Of jobs and services; all others of jobs only.</summary>
    Cancel = 0,
    Hold = 1,
    Release = 2,
    Update = 3,
}

/// <summary>What a tenant does at a time with an inline job or service.</summary>
public sealed record WorkCommand
{
    /// <summary>Not before the work is submitted.</summary>
    public required Instant At { get; init; }

    public required WorkVerb Verb { get; init; }

    /// <summary>The name of the inline job or service.</summary>
    public required string Work { get; init; }

    /// <summary>With <see cref="WorkVerb.Update"/> only: null keeps what is.</summary>
    public int? Priority { get; init; }

    /// <inheritdoc cref="Priority"/>
    public Duration? TimeLimit { get; init; }

    public required SourcePlace Place { get; init; }
}

/// <summary>A lease is asked for, or ended, at a time.</summary>
/// <param name="Ends">False: it is asked for.</param>
public sealed record LeaseCommand(Instant At, string Lease, bool Ends, SourcePlace Place);
