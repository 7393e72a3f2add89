using System.Buffers;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Rhodes.Core.Contract;
using Rhodes.Core.Control;
using Rhodes.Core.Model;
using Rhodes.Core.Units;
using Rhodes.Twin.Laws;
using Rhodes.Twin.Replay;

namespace Rhodes.Twin.Tests;

/// <summary>The quick way to write an event writes what the serializer writes, and the quick way to read it reads what the serializer reads.</summary>
public sealed class EncodingTests
{
    [Fact]
    public void Events_of_random_worlds_are_written_alike_both_ways()
    {
        using BothWays both = new();
        for (var seed = 3_001; seed <= 3_040; seed++)
        {
            using TwinRun run = new(RandomWorld.Of((ulong)seed), both);
            while (run.PlayNext(RandomWorld.End)) { }
        }

        Assert.Superset(new HashSet<Type> { typeof(AttemptPlaced), typeof(AttemptLaunched), typeof(AttemptStopping), typeof(AttemptEnded), typeof(JobSubmitted), typeof(JobEnded),
            typeof(TurnStarted), typeof(TurnLaunched), typeof(TurnStopping), typeof(TurnEnded), typeof(NodesRehosted), typeof(CellOpened) }, both.Kinds);
    }

    [Fact]
    public void Every_kind_of_event_is_written_alike_both_ways()
    {
        using BothWays both = new();
        foreach (var kind in typeof(Event).GetCustomAttributes<JsonDerivedTypeAttribute>().Select(derived => derived.DerivedType).Except([typeof(AttemptPlaced), typeof(JobSubmitted), typeof(TurnStarted), typeof(NodesRehosted)]))
            both.Saw(Instant.Beginning, (Event)RuntimeHelpers.GetUninitializedObject(kind));
    }

    [Fact]
    public void A_job_that_asks_for_everything_is_written_alike_both_ways()
    {
        using BothWays both = new();
        JobSpec least = new() { Name = "é \"quoted\" <b>", Tenant = "t", Groups = [] };
        GroupSpec group = new()
        {
            Nodes = 32, DevicesPerNode = 8, CoresPerNode = 4, MemoryMibPerNode = 1L << 40, Kinds = [new("h100", 1_000), new("h200", 1_430)], Within = Level.Hall, Segment = new(16, Level.Rack),
        };
        both.Saw(Instant.Beginning, new JobSubmitted(new(0, 1), least, -1));
        both.Saw(Instant.Beginning, new JobSubmitted(new(3, 77), least with
        {
            Project = "p", Priority = -5, Claim = Claim.Loan, Groups = [group, group with { Segment = null, Kinds = [] }], Within = Level.Site, TimeLimit = Duration.FromDays(30),
            Checkpoint = new(Duration.FromMinutes(30), Duration.FromSeconds(45), Duration.FromMinutes(4)), Preemptible = false, Array = 9, ArrayIndex = 4, After = [1, 2], Held = true, Endless = true,
            Run = ["bash", "-c", "echo 'a b' \u0001"],
            Program = new() { Workdir = "/w", Environment = [new("A", "1"), new("B", "")], Warn = LeaveSignal.User1, Grace = Duration.FromSeconds(3) },
        }, 4));
        both.Saw(Instant.Beginning, new JobSubmitted(new(0, 2), least with { Program = new() }, 0));
    }

    public static TheoryData<string> WhatComesWithEveryJob() =>
    [
        """{"kind":"attempt_launched.1","attempt":{"job":{"tenant":3,"number":77},"ordinal":2},"resume_from_ms":123456789012}""",
        """{"kind":"turn_launched.1","job":{"tenant":3,"number":77}}""",
        """{"kind":"attempt_ended.1","attempt":{"job":{"tenant":3,"number":77},"ordinal":2},"how":"Stopped","kept_ms":5}""",
        """{"kind":"job_ended.1","job":{"tenant":3,"number":77},"outcome":"TimedOut","work_ms":-1}""",
        """{"kind":"turn_ended.1","job":{"tenant":3,"number":77},"how":"Cancelled"}""",
        """{"kind":"attempt_placed.1","attempt":{"job":{"tenant":3,"number":77},"ordinal":2},"claim":"Guaranteed","place":[{"pool":0,"demand":{"devices":8,"cores":64,"memory_mib":1099511627776},"nodes":[1,2,3]},{"pool":1,"demand":{"devices":8,"cores":64,"memory_mib":1},"nodes":[]}],"speed_thousandths":1000}""",
        """{"kind":"turn_started.1","job":{"tenant":3,"number":77},"place":[{"pool":0,"demand":{"devices":8,"cores":64,"memory_mib":1},"nodes":[7]}],"speed_thousandths":1430}""",
        """{"kind":"attempt_stopping.1","attempt":{"job":{"tenant":3,"number":77},"ordinal":2},"deadline":9223372036854775807,"why":"LeaseEnd"}""",
        """{"kind":"turn_stopping.1","job":{"tenant":3,"number":77},"until":1767225600000,"why":"Preemption"}""",
        """{"kind":"nodes_rehosted.1","pool":2,"tenant":3,"virtual":[4,5],"hosts":[60000,6]}""",
        """{"kind":"job_submitted.1","job":{"tenant":3,"number":77},"spec":{"name":"a\u00E9","tenant":"t","priority":0,"claim":"Either","groups":[],"preemptible":true,"array":1,"after":[],"held":false,"endless":false,"run":[]},"replica":-1}""",
        """{"kind":"job_submitted.1","job":{"tenant":3,"number":77},"spec":{"name":"a","tenant":"t","project":"p","priority":-5,"claim":"Loan","groups":[{"nodes":32,"devices_per_node":8,"cores_per_node":4,"memory_mib_per_node":1099511627776,"kinds":[{"kind":"h100","speed_thousandths":1000}],"within":"Hall","segment":{"nodes":16,"level":"Rack"}},{"nodes":1,"devices_per_node":0,"kinds":[]}],"within":"Site","time_limit":2592000000,"checkpoint":{"every":1800000,"takes":45000,"restart":240000},"preemptible":false,"array":9,"after":[1,2],"held":true,"endless":true,"run":["bash","-c","echo"],"program":{"workdir":"/w","environment":[{"name":"A","value":"1"}],"warn":"User1","grace":3000}},"replica":4}""",
    ];

    /// <remarks>That the quick way was taken shows in what it makes: nothing beside the event.</remarks>
    [Theory]
    [MemberData(nameof(WhatComesWithEveryJob))]
    public void What_comes_with_every_job_is_read_the_quick_way_and_in_another_order_all_the_same(string text)
    {
        var asWritten = Encoding.UTF8.GetBytes(text);
        var members = JsonNode.Parse(text)!.AsObject();
        var otherwise = Encoding.UTF8.GetBytes(new JsonObject(((KeyValuePair<string, JsonNode?>[])[members.First(), .. members.Skip(1).Reverse()]).Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone()))).ToJsonString());
        Assert.Equal(text, Encoding.UTF8.GetString(EventEncoding.Encode(EventEncoding.Decode(asWritten))));
        Assert.Equal(text, Encoding.UTF8.GetString(EventEncoding.Encode(EventEncoding.Decode(otherwise))));
        if (members.Count > 2) Assert.True(Allocated(asWritten) < Allocated(otherwise), $"{Allocated(asWritten)} bytes, and {Allocated(otherwise)} in another order");
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("17")]
    [InlineData("{}")]
    [InlineData("""{"kind":"job_ended.1","job":{"tenant":0,"number":1},"outcome":"TimedOut","work_ms":1""")]
    [InlineData("""{"kind":"job_ended.1","job":{"tenant":0,"number":1},"outcome":"TimedOut","work_ms":1}}""")]
    [InlineData("""{"kind":"job_ended.1","job":{"tenant":0,"number":1},"outcome":"TimedOut","work_ms":1,"more":2}""")]
    [InlineData("""{"kind":"job_ended.1","job":{"tenant":0,"number":1},"outcome":"Exploded","work_ms":1}""")]
    [InlineData("""{"kind":"job_ended.1","job":{"tenant":0,"number":2147483648},"outcome":"TimedOut","work_ms":1}""")]
    [InlineData("""{"kind":"job_ended.1","job":{"tenant":0,"number":1},"outcome":"TimedOut","work_ms":1.5}""")]
    [InlineData("""{"kind":"job_ended.2","job":{"tenant":0,"number":1},"outcome":"TimedOut","work_ms":1}""")]
    [InlineData("""{"kind":"nodes_rehosted.1","pool":2,"tenant":3,"virtual":[4,"5"],"hosts":[6,7]}""")]
    [InlineData("""{"kind":"nodes_rehosted.1","pool":2,"tenant":3,"virtual":[4,[5]],"hosts":[6,7]}""")]
    [InlineData("""{"kind":"job_submitted.1","job":{"tenant":0,"number":1},"spec":{"name":"a","tenant":"\uD800","priority":0,"claim":"Either","groups":[],"preemptible":true,"array":1,"after":[],"held":false,"endless":false,"run":[]},"replica":-1}""")]
    [InlineData("""{"kind":"job_submitted.1","job":{"tenant":0,"number":1},"spec":{"tenant":"t","groups":[]},"replica":-1}""")]
    public void What_is_no_event_is_refused(string text) => Assert.ThrowsAny<JsonException>(() => EventEncoding.Decode(Encoding.UTF8.GetBytes(text)));

    private static long Allocated(byte[] text)
    {
        EventEncoding.Decode(text);
        var before = GC.GetAllocatedBytesForCurrentThread();
        EventEncoding.Decode(text);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private sealed class BothWays : IRunObserver, IDisposable
    {
        private readonly ArrayBufferWriter<byte> _buffer = new();
        private readonly Utf8JsonWriter _writer;

        public BothWays() => _writer = new(_buffer);

        public HashSet<Type> Kinds { get; } = [];

        public void Saw(Instant at, Event @event)
        {
            _buffer.ResetWrittenCount();
            _writer.Reset(_buffer);
            EventEncoding.Encode(@event, _writer);
            _writer.Flush();
            var text = Encoding.UTF8.GetString(EventEncoding.Encode(@event));
            Assert.Equal(text, Encoding.UTF8.GetString(_buffer.WrittenSpan));
            Assert.Equal(text, Encoding.UTF8.GetString(EventEncoding.Encode(EventEncoding.Decode(_buffer.WrittenSpan))));
            Kinds.Add(@event.GetType());
        }

        public void Settled(Instant at, ControlCore core)
        {
        }

        public void Dispose() => _writer.Dispose();
    }
}
