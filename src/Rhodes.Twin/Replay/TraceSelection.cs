using Rhodes.Core.Units;
using Rhodes.Files;
using Rhodes.Twin.Traces;

namespace Rhodes.Twin.Replay;

/// <summary>The jobs that a scenario selects of a trace, with the instants they are moved to, read one by one.</summary>
/// <param name="from">What comes before is left out.</param>
/// <param name="until">Nothing is read from then on.</param>
/// <param name="tally">Is told what was left out; null: nobody is.</param>
internal sealed class TraceSelection(TraceSource source, Instant from, Instant until, WorkTally? tally) : IDisposable
{
    private readonly TraceReader _reader = Open(source, from, tally);
    private Instant? _first;

    /// <summary>What ended it before its time, as a sentence; null while all is well.</summary>
    public string? Problem => _reader.Problem?.ToString();

    /// <summary>How much of the file was read, from 0 to 1.</summary>
    public double Fraction => _reader.Fraction;

    public IEnumerable<(TraceJob Job, Instant At)> Jobs()
    {
        for (var left = source.First ?? int.MaxValue; left > 0 && _reader.TryRead(out var job);)
        {
            if (job.Submit < source.From) continue;
            if (job.Submit >= source.Until) break;
            left--;
            var at = Moved(job.Submit);
            if (at >= until) break;
            if (at < from) tally?.Skip("it was submitted before the horizon starts");
            else yield return (job, at);
        }
    }

    public void Dispose() => _reader.Dispose();

    private static TraceReader Open(TraceSource source, Instant from, WorkTally? tally)
    {
        // Second 0 is moved as it is read, unless the file's own times are needed to select by.
        var moves = source.Format == TraceFormat.Swf && source.From is null && source.Until is null;
        var reader = TraceReader.Open(source.Path, new() { Format = source.Format, Start = moves ? source.Starts ?? from : null });
        tally?.Watch(reader);
        return reader;
    }

    private Instant Moved(Instant submit)
    {
        _first ??= submit;
        if (source.Format == TraceFormat.Swf) return submit + ((source.Starts ?? from) - _reader.SecondZero!.Value);
        return source.Starts is { } starts ? starts + (submit - _first.Value) : submit;
    }
}
