using System.Diagnostics.CodeAnalysis;
using Rhodes.Core.Model;
using Rhodes.Core.Units;
using Rhodes.Files.Reading;
using Rhodes.Files.Yaml;

namespace Rhodes.Files.Jobs;

/// <summary>The parts of work that job files and scenarios write alike.</summary>
internal static class WorkParts
{
    public static readonly Reader<Claim> Claim = Read.OneOf("claim", new Dictionary<string, Claim>
    {
        ["either"] = Core.Model.Claim.Either, ["guaranteed"] = Core.Model.Claim.Guaranteed, ["loan"] = Core.Model.Claim.Loan,
    });


    public static readonly Reader<Checkpoint> Checkpoint = Read.With("a checkpoint {every, takes, restart}", ReadCheckpoint);

    public static readonly Reader<Segment> Segment = Read.With("a segment {nodes, level}", ReadSegment);

    /// <summary>A kind, a list of kinds, or a mapping of kinds to speeds.</summary>
    public static Reader<IReadOnlyList<KindChoice>> Accelerator(IReadOnlyCollection<string>? kinds)
    {
        var kind = Read.Known("accelerator kind", kinds);
        var list = Read.OneOrMore(Read.Marked(kind));
        return new Reader<IReadOnlyList<KindChoice>>("a kind, a list of kinds, or kinds with speeds such as {h100: 1, h200: 1.43}",
            (YamlValue value, Findings findings, [MaybeNullWhen(false)] out IReadOnlyList<KindChoice> choices) =>
            {
                choices = null;
                if (value is YamlMapping { Entries.Count: > 0 } speeds) return TryReadSpeeds(speeds, kind, findings, out choices);
                if (!list.TryRead(value, findings, out var names)) return false;
                choices = [.. names.Select(name => new KindChoice(name.Value, 1000))];
                return AreDifferent(names, findings);
            });
    }

    /// <summary>A project must be one of its tenant's; a tenant without projects has one of its own name.</summary>
    public static void CheckProject(MappingReader keys, SiteSpec? site, string? tenantName, string? project)
    {
        var tenant = site?.Tenants.FirstOrDefault(each => each.Name == tenantName);
        if (tenant is null || project is null) return;
        List<string> projects = tenant.Projects.Count == 0 ? [tenant.Name] : [.. tenant.Projects.Select(each => each.Name)];
        if (projects.Contains(project)) return;
        keys.Refuse(
            keys.At("project"), $"unknown project {Shown.Quoted(project)} of tenant '{tenant.Name}'", Shown.OneOf(projects),
            Nearest.To(project, projects));
    }

    private static bool TryReadSpeeds(YamlMapping speeds, Reader<string> kind, Findings findings, out IReadOnlyList<KindChoice> choices)
    {
        List<KindChoice> read = [];
        var sound = true;
        foreach (var entry in speeds.Entries)
        {
            sound &= kind.TryRead(new YamlText(entry.KeyAt, entry.Key, isPlain: true), findings, out _);
            sound &= Read.SpeedThousandths.TryRead(entry.Value, findings, out var speed);
            read.Add(new KindChoice(entry.Key, speed));
        }
        choices = read;
        return sound;
    }

    private static bool AreDifferent(IReadOnlyList<Marked<string>> names, Findings findings)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        var sound = true;
        foreach (var name in names.Where(name => !seen.Add(name.Value)))
        {
            findings.Add(name.At, $"kind '{name.Value}' again", "each kind once");
            sound = false;
        }
        return sound;
    }

    private static Checkpoint? ReadCheckpoint(YamlValue value, Findings findings)
    {
        if (MappingReader.Open(value, JobKeys.Checkpoint, findings) is not { } keys) return null;
        var every = keys.Required("every", Read.LongerThanZero);
        var takes = keys.Required("takes", Read.Duration);
        var restart = keys.Required("restart", Read.Duration);
        return keys.IsSound ? new Checkpoint(new CheckpointSpec(every, takes, restart)) : null;
    }

    private static Segment? ReadSegment(YamlValue value, Findings findings)
    {
        if (MappingReader.Open(value, JobKeys.Segment, findings) is not { } keys) return null;
        var nodes = keys.Required("nodes", Read.Count);
        var level = keys.Required("level", Read.Level);
        return keys.IsSound ? new Segment(new SegmentSpec(nodes, level), keys.At("nodes")) : null;
    }
}

internal sealed record Checkpoint(CheckpointSpec Spec);

internal sealed record Segment(SegmentSpec Spec, Mark At);
