using Rhodes.Twin.Traces;

namespace Rhodes.Twin.Tests.Traces;

/// <summary>What is measured is the process's memory, so nothing else may run beside it.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneInTheProcess
{
    public const string Name = "alone in the process";
}

[Collection(AloneInTheProcess.Name)]
public sealed class TraceMemoryTests
{
    /// <summary>Allocation in all is some 200 bytes a job; what stays alive must not grow with the jobs.</summary>
    [Fact]
    public void A_long_trace_is_read_in_memory_that_does_not_grow()
    {
        const int Rows = 1_000_000;
        using var stream = new RepeatedStream("5 10 20 30 4 -1 -1 8 3600 -1 1 2 3 4 7 6 9 11\n", Rows);
        using var reader = TraceReader.Over(stream, "trace", new() { Start = new(0), SortWindow = 1_000 });
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var i = 0; i < Rows - 1; i++) Assert.True(reader.TryRead(out _));
        var grown = GC.GetTotalMemory(forceFullCollection: true) - before;
        Assert.True(reader.TryRead(out _));
        Assert.False(reader.TryRead(out _));
        Assert.Null(reader.Problem);
        Assert.Equal(Rows, reader.Summary.Jobs);
        Assert.InRange(grown, long.MinValue, 8_000_000); // the window of 1,000 jobs and the buffers are below 1 MB
    }
}
