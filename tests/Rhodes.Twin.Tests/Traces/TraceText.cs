using System.IO.Compression;
using System.Text;
using Rhodes.Twin.Traces;

namespace Rhodes.Twin.Tests.Traces;

/// <summary>Reads traces that a test writes, and checks what must hold of every reading.</summary>
internal static class TraceText
{
    public static (List<TraceJob> Jobs, TraceProblem? Problem, TraceSummary Summary) Read(string text, TraceOptions? options = null) =>
        Read(Encoding.UTF8.GetBytes(text), options);

    public static (List<TraceJob> Jobs, TraceProblem? Problem, TraceSummary Summary) Read(byte[] bytes, TraceOptions? options = null)
    {
        using var reader = TraceReader.Over(new MemoryStream(bytes), "trace", options);
        return Drain(reader);
    }

    public static (List<TraceJob> Jobs, TraceProblem? Problem, TraceSummary Summary) Drain(TraceReader reader)
    {
        var jobs = reader.Jobs().ToList();
        Assert.False(reader.TryRead(out _));
        var summary = reader.Summary;
        Assert.Equal(summary.Rows, summary.Jobs + summary.Skipped.Sum(note => note.Count));
        if (reader.Problem is null) Assert.Equal(summary.Jobs, jobs.Count);
        Assert.Equal(jobs.OrderBy(job => job.Submit).Select(job => job.Number), jobs.Select(job => job.Number));
        return (jobs, reader.Problem, summary);
    }

    public static byte[] Gzipped(string text)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal)) gzip.Write(Encoding.UTF8.GetBytes(text));
        return packed.ToArray();
    }
}
