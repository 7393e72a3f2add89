using System.Text.Json;
using Rhodes.Core.Model;
using Rhodes.Core.Units;

namespace Rhodes.Core.Contract;

/// <summary>Writes what a job asks for, member by member, as <see cref="EventWriter"/> does: byte for byte what the serializer would.</summary>
internal static class SpecWriter
{
    /// <summary>The words for the members of an enumeration, by value.</summary>
    public static readonly JsonEncodedText[] Levels = EventWriter.NamesOf<Level>(), Signals = EventWriter.NamesOf<LeaveSignal>();

    /// <remarks>Hot: once for each job.</remarks>
    public static void Write(Utf8JsonWriter writer, JobSpec spec)
    {
        writer.WriteStartObject();
        writer.WriteString("name"u8, spec.Name);
        writer.WriteString("tenant"u8, spec.Tenant);
        if (spec.Project is not null) writer.WriteString("project"u8, spec.Project);
        writer.WriteNumber("priority"u8, spec.Priority);
        writer.WriteString("claim"u8, EventWriter.Claims[(int)spec.Claim]);
        writer.WriteStartArray("groups"u8);
        for (var i = 0; i < spec.Groups.Count; i++) Write(writer, spec.Groups[i]);
        writer.WriteEndArray();
        if (spec.Within is { } within) writer.WriteString("within"u8, Levels[(int)within]);
        if (spec.TimeLimit is { } limit) writer.WriteNumber("time_limit"u8, limit.Milliseconds);
        if (spec.Checkpoint is { } checkpoint) Write(writer, checkpoint);
        writer.WriteBoolean("preemptible"u8, spec.Preemptible);
        writer.WriteNumber("array"u8, spec.Array);
        if (spec.ArrayIndex is { } index) writer.WriteNumber("array_index"u8, index);
        writer.WriteStartArray("after"u8);
        for (var i = 0; i < spec.After.Count; i++) writer.WriteNumberValue(spec.After[i]);
        writer.WriteEndArray();
        writer.WriteBoolean("held"u8, spec.Held);
        writer.WriteBoolean("endless"u8, spec.Endless);
        writer.WriteStartArray("run"u8);
        for (var i = 0; i < spec.Run.Count; i++) writer.WriteStringValue(spec.Run[i]);
        writer.WriteEndArray();
        if (spec.Program is { } program) Write(writer, program);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, GroupSpec group)
    {
        writer.WriteStartObject();
        writer.WriteNumber("nodes"u8, group.Nodes);
        writer.WriteNumber("devices_per_node"u8, group.DevicesPerNode);
        if (group.CoresPerNode is { } cores) writer.WriteNumber("cores_per_node"u8, cores);
        if (group.MemoryMibPerNode is { } memory) writer.WriteNumber("memory_mib_per_node"u8, memory);
        writer.WriteStartArray("kinds"u8);
        for (var i = 0; i < group.Kinds.Count; i++)
        {
            writer.WriteStartObject();
            writer.WriteString("kind"u8, group.Kinds[i].Kind);
            writer.WriteNumber("speed_thousandths"u8, group.Kinds[i].SpeedThousandths);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        if (group.Within is { } within) writer.WriteString("within"u8, Levels[(int)within]);
        if (group.Segment is { } segment)
        {
            writer.WriteStartObject("segment"u8);
            writer.WriteNumber("nodes"u8, segment.Nodes);
            writer.WriteString("level"u8, Levels[(int)segment.Level]);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, CheckpointSpec checkpoint)
    {
        writer.WriteStartObject("checkpoint"u8);
        writer.WriteNumber("every"u8, checkpoint.Every.Milliseconds);
        writer.WriteNumber("takes"u8, checkpoint.Takes.Milliseconds);
        writer.WriteNumber("restart"u8, checkpoint.Restart.Milliseconds);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, ProgramSpec program)
    {
        writer.WriteStartObject("program"u8);
        if (program.Workdir is not null) writer.WriteString("workdir"u8, program.Workdir);
        writer.WriteStartArray("environment"u8);
        for (var i = 0; i < program.Environment.Count; i++)
        {
            writer.WriteStartObject();
            writer.WriteString("name"u8, program.Environment[i].Name);
            writer.WriteString("value"u8, program.Environment[i].Value);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteString("warn"u8, Signals[(int)program.Warn]);
        writer.WriteNumber("grace"u8, program.Grace.Milliseconds);
        writer.WriteEndObject();
    }
}
