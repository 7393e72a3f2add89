using System.Text.Json;
using Rhodes.Core.Model;

namespace Rhodes.Core.Contract;

/// <summary>
/// Writes the kinds of events that come with every job, member by member: the serializer's way to a kind by its name costs several
/// times as much. What it writes is what the serializer would, byte for byte; the others are left to that.
/// </summary>
internal static class EventWriter
{
    /// <summary>The words for the members of an enumeration, by value.</summary>
    public static readonly JsonEncodedText[] Claims = NamesOf<Claim>();
    public static readonly JsonEncodedText[] Reasons = NamesOf<StopReason>();
    public static readonly JsonEncodedText[] AttemptEnds = NamesOf<AttemptEnd>();
    public static readonly JsonEncodedText[] TurnEnds = NamesOf<TurnEnd>();
    public static readonly JsonEncodedText[] Outcomes = NamesOf<JobOutcome>();

    private static readonly JsonEncodedText Kind = JsonEncodedText.Encode("kind");
    private static readonly JsonEncodedText Attempt = JsonEncodedText.Encode("attempt");
    private static readonly JsonEncodedText Job = JsonEncodedText.Encode("job");
    private static readonly JsonEncodedText Tenant = JsonEncodedText.Encode("tenant");
    private static readonly JsonEncodedText Number = JsonEncodedText.Encode("number");
    private static readonly JsonEncodedText Ordinal = JsonEncodedText.Encode("ordinal");
    private static readonly JsonEncodedText Claim = JsonEncodedText.Encode("claim");
    private static readonly JsonEncodedText Place = JsonEncodedText.Encode("place");
    private static readonly JsonEncodedText Pool = JsonEncodedText.Encode("pool");
    private static readonly JsonEncodedText Demand = JsonEncodedText.Encode("demand");
    private static readonly JsonEncodedText Devices = JsonEncodedText.Encode("devices");
    private static readonly JsonEncodedText Cores = JsonEncodedText.Encode("cores");
    private static readonly JsonEncodedText MemoryMib = JsonEncodedText.Encode("memory_mib");
    private static readonly JsonEncodedText Nodes = JsonEncodedText.Encode("nodes");
    private static readonly JsonEncodedText Speed = JsonEncodedText.Encode("speed_thousandths");
    private static readonly JsonEncodedText ResumeFrom = JsonEncodedText.Encode("resume_from_ms");
    private static readonly JsonEncodedText Deadline = JsonEncodedText.Encode("deadline");
    private static readonly JsonEncodedText Until = JsonEncodedText.Encode("until");
    private static readonly JsonEncodedText Why = JsonEncodedText.Encode("why");
    private static readonly JsonEncodedText How = JsonEncodedText.Encode("how");
    private static readonly JsonEncodedText Kept = JsonEncodedText.Encode("kept_ms");
    private static readonly JsonEncodedText Outcome = JsonEncodedText.Encode("outcome");
    private static readonly JsonEncodedText Work = JsonEncodedText.Encode("work_ms");
    private static readonly JsonEncodedText Spec = JsonEncodedText.Encode("spec");
    private static readonly JsonEncodedText Replica = JsonEncodedText.Encode("replica");
    private static readonly JsonEncodedText Virtual = JsonEncodedText.Encode("virtual");
    private static readonly JsonEncodedText Hosts = JsonEncodedText.Encode("hosts");

    /// <returns>False, and nothing is written, for the kinds that are left to the serializer.</returns>
    public static bool TryWrite(Utf8JsonWriter writer, Event @event)
    {
        switch (@event)
        {
            case AttemptPlaced e: Write(writer, e); break;
            case AttemptLaunched e: Write(writer, e); break;
            case AttemptStopping e: Write(writer, e); break;
            case AttemptEnded e: Write(writer, e); break;
            case JobSubmitted e: Write(writer, e); break;
            case JobEnded e: Write(writer, e); break;
            case TurnStarted e: Write(writer, e); break;
            case TurnLaunched e: Start(writer, "turn_launched.1"u8, e.Job); break;
            case TurnStopping e: Write(writer, e); break;
            case TurnEnded e: Write(writer, e); break;
            case NodesRehosted e: Write(writer, e); break;
            default: return false;
        }

        writer.WriteEndObject();
        return true;
    }

    private static void Write(Utf8JsonWriter writer, AttemptPlaced placed)
    {
        Start(writer, "attempt_placed.1"u8, placed.Attempt);
        writer.WriteString(Claim, Claims[(int)placed.Claim]);
        writer.WriteStartArray(Place);
        foreach (var share in placed.Place)
        {
            StartShare(writer, share.Pool, share.Demand);
            WriteNodes(writer, Nodes, share.Nodes);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteNumber(Speed, placed.SpeedThousandths);
    }

    private static void Write(Utf8JsonWriter writer, AttemptLaunched launched)
    {
        Start(writer, "attempt_launched.1"u8, launched.Attempt);
        writer.WriteNumber(ResumeFrom, launched.ResumeFromMs);
    }

    private static void Write(Utf8JsonWriter writer, AttemptStopping stopping)
    {
        Start(writer, "attempt_stopping.1"u8, stopping.Attempt);
        writer.WriteNumber(Deadline, stopping.Deadline.Milliseconds);
        writer.WriteString(Why, Reasons[(int)stopping.Why]);
    }

    private static void Write(Utf8JsonWriter writer, AttemptEnded ended)
    {
        Start(writer, "attempt_ended.1"u8, ended.Attempt);
        writer.WriteString(How, AttemptEnds[(int)ended.How]);
        writer.WriteNumber(Kept, ended.KeptMs);
    }

    private static void Write(Utf8JsonWriter writer, JobSubmitted submitted)
    {
        Start(writer, "job_submitted.1"u8, submitted.Job);
        writer.WritePropertyName(Spec);
        SpecWriter.Write(writer, submitted.Spec);
        writer.WriteNumber(Replica, submitted.Replica);
    }

    private static void Write(Utf8JsonWriter writer, JobEnded ended)
    {
        Start(writer, "job_ended.1"u8, ended.Job);
        writer.WriteString(Outcome, Outcomes[(int)ended.Outcome]);
        writer.WriteNumber(Work, ended.WorkMs);
    }

    private static void Write(Utf8JsonWriter writer, TurnStarted started)
    {
        Start(writer, "turn_started.1"u8, started.Job);
        writer.WriteStartArray(Place);
        foreach (var share in started.Place)
        {
            StartShare(writer, share.Pool, share.Demand);
            WriteNumbers(writer, Nodes, share.Nodes);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteNumber(Speed, started.SpeedThousandths);
    }

    private static void Write(Utf8JsonWriter writer, TurnStopping stopping)
    {
        Start(writer, "turn_stopping.1"u8, stopping.Job);
        writer.WriteNumber(Until, stopping.Until.Milliseconds);
        writer.WriteString(Why, Reasons[(int)stopping.Why]);
    }

    private static void Write(Utf8JsonWriter writer, TurnEnded ended)
    {
        Start(writer, "turn_ended.1"u8, ended.Job);
        writer.WriteString(How, TurnEnds[(int)ended.How]);
    }

    private static void Write(Utf8JsonWriter writer, NodesRehosted rehosted)
    {
        Start(writer, "nodes_rehosted.1"u8);
        writer.WriteNumber(Pool, rehosted.Pool);
        writer.WriteNumber(Tenant, rehosted.Tenant);
        WriteNumbers(writer, Virtual, rehosted.Virtual);
        WriteNodes(writer, Hosts, rehosted.Hosts);
    }

    private static void Start(Utf8JsonWriter writer, ReadOnlySpan<byte> kind)
    {
        writer.WriteStartObject();
        writer.WriteString(Kind, kind);
    }

    private static void Start(Utf8JsonWriter writer, ReadOnlySpan<byte> kind, JobId job)
    {
        Start(writer, kind);
        WriteJob(writer, job);
    }

    private static void Start(Utf8JsonWriter writer, ReadOnlySpan<byte> kind, AttemptId attempt)
    {
        Start(writer, kind);
        writer.WriteStartObject(Attempt);
        WriteJob(writer, attempt.Job);
        writer.WriteNumber(Ordinal, attempt.Ordinal);
        writer.WriteEndObject();
    }

    private static void WriteJob(Utf8JsonWriter writer, JobId job)
    {
        writer.WriteStartObject(Job);
        writer.WriteNumber(Tenant, job.Tenant);
        writer.WriteNumber(Number, job.Number);
        writer.WriteEndObject();
    }

    private static void StartShare(Utf8JsonWriter writer, int pool, NodeDemand demand)
    {
        writer.WriteStartObject();
        writer.WriteNumber(Pool, pool);
        writer.WriteStartObject(Demand);
        writer.WriteNumber(Devices, demand.Devices);
        writer.WriteNumber(Cores, demand.Cores);
        writer.WriteNumber(MemoryMib, demand.MemoryMib);
        writer.WriteEndObject();
    }

    private static void WriteNodes(Utf8JsonWriter writer, JsonEncodedText name, NodeId[] nodes)
    {
        writer.WriteStartArray(name);
        foreach (var node in nodes) writer.WriteNumberValue(node.Value);
        writer.WriteEndArray();
    }

    private static void WriteNumbers(Utf8JsonWriter writer, JsonEncodedText name, int[] numbers)
    {
        writer.WriteStartArray(name);
        foreach (var number in numbers) writer.WriteNumberValue(number);
        writer.WriteEndArray();
    }

    /// <summary>By value; the members of these enumerations count from 0.</summary>
    public static JsonEncodedText[] NamesOf<T>()
        where T : struct, Enum => Array.ConvertAll(Enum.GetNames<T>(), name => JsonEncodedText.Encode(name));
}
