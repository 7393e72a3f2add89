using System.Text.Json;
using System.Text.Json.Serialization;
using Rhodes.Core.Model;
using Rhodes.Core.Units;

namespace Rhodes.Server.Views;

/// <summary>What a job asks for, as people and programs are told: durations in seconds.</summary>
public sealed record JobTermsView
{
    public required string Project { get; init; }

    /// <summary><c>either</c>, <c>guaranteed</c> or <c>loan</c>.</summary>
    public required string Claim { get; init; }

    public required int Devices { get; init; }

    public required IReadOnlyList<GroupView> Groups { get; init; }

    public string? Within { get; init; }

    public CheckpointView? Checkpoint { get; init; }

    public bool Preemptible { get; init; }

    /// <summary>Numbers of the tenant's jobs that must have ended before.</summary>
    public IReadOnlyList<int> After { get; init; } = [];

    /// <summary>The service that it is a replica of.</summary>
    public string? Service { get; init; }

    public int? Replica { get; init; }

    public int? ArrayIndex { get; init; }

    public IReadOnlyList<string> Run { get; init; } = [];

    internal static JobTermsView Of(JobSpec spec, int replica) => new()
    {
        Project = spec.Project ?? "", Claim = Words.Of(spec.Claim), Devices = spec.TotalDevices, Groups = [.. spec.Groups.Select(GroupView.Of)], Within = spec.Within?.Name(),
        Checkpoint = spec.Checkpoint is { } saves ? new(Words.Seconds(saves.Every), Words.Seconds(saves.Takes), Words.Seconds(saves.Restart)) : null,
        Preemptible = spec.Preemptible, After = spec.After, Service = replica < 0 ? null : spec.Name, Replica = replica < 0 ? null : replica, ArrayIndex = spec.ArrayIndex, Run = spec.Run,
    };

    internal string ToJson() => JsonSerializer.Serialize(this, TermsJson.Default.JobTermsView);

    internal static JobTermsView From(string json) => JsonSerializer.Deserialize(json, TermsJson.Default.JobTermsView)!;
}

public sealed record CheckpointView(decimal EverySeconds, decimal TakesSeconds, decimal RestartSeconds);

/// <param name="Accelerators">Accepted kinds; empty: any.</param>
public sealed record GroupView(int Nodes, int DevicesPerNode, IReadOnlyList<string> Accelerators, string? Within, int? SegmentNodes, string? SegmentLevel)
{
    internal static GroupView Of(GroupSpec group) => new(
        group.Nodes, group.DevicesPerNode, [.. group.Kinds.Select(kind => kind.Kind)], group.Within?.Name(), group.Segment?.Nodes, group.Segment?.Level.Name());
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(JobTermsView))]
internal sealed partial class TermsJson : JsonSerializerContext;
