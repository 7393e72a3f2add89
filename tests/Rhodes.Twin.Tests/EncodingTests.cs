using System.Buffers;
using System.Text;
using System.Text.Json;
using Rhodes.Core.Contract;
using Rhodes.Core.Control;
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
