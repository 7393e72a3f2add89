using System.Buffers;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Rhodes.Core.Contract;
using Rhodes.Core.Control;
using Rhodes.Core.Model;
using Rhodes.Core.Units;
using Rhodes.Twin.Laws;
using Rhodes.Twin.Replay;

namespace Rhodes.Twin.Tests;

/// <summary>The quick way to write an event writes what the serializer writes.</summary>
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
            Checkpoint = new(Duration.FromMinutes(30), Duration.FromSeconds(45), Duration.FromMinutes(4)), Preemptible = false, Array = 9, After = [1, 2], Held = true, Endless = true,
            Run = ["bash", "-c", "echo 'a b' \u0001"],
            Program = new() { Workdir = "/w", Environment = [new("A", "1"), new("B", "")], Warn = LeaveSignal.User1, Grace = Duration.FromSeconds(3) },
        }, 4));
        both.Saw(Instant.Beginning, new JobSubmitted(new(0, 2), least with { Program = new() }, 0));
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
            Assert.Equal(Encoding.UTF8.GetString(EventEncoding.Encode(@event)), Encoding.UTF8.GetString(_buffer.WrittenSpan));
            Kinds.Add(@event.GetType());
        }

        public void Settled(Instant at, ControlCore core)
        {
        }

        public void Dispose() => _writer.Dispose();
    }
}
