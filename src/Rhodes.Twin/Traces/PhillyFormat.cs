using System.Globalization;
using Rhodes.Core.Model;
using Rhodes.Core.Units;
using Rhodes.Files;

namespace Rhodes.Twin.Traces;

/// <summary>
/// CSV as the Philly trace was flattened to: a row for each job with the time of its submission (no zone given: read as UTC),
/// its run time in seconds, its GPUs, their product, and the virtual cluster, which stands for the tenant.
/// </summary>
internal sealed class PhillyFormat(string file, TraceTally tally) : ITraceFormat
{
    private const string TimePattern = "yyyy-MM-dd HH:mm:ss";

    private static readonly string[] Columns = ["timestamp", "duration", "num_gpus", "gpu_time", "cluster"];

    private readonly TraceNames _tenants = new();
    private int[]? _places;

    public TraceFormat Kind => TraceFormat.Philly;

    public TraceRow Read(ReadOnlySpan<char> line, long number)
    {
        Span<Range> ranges = stackalloc Range[Columns.Length + 1]; // the last one takes what is too much
        var count = line.Split(ranges, ',');
        var fields = new TraceFields(file, number, line, ranges, unknown: false);
        if (_places is null) return ReadHeader(fields, number, count);
        if (count == Columns.Length) return ReadJob(fields, number);
        return TraceRow.Bad(new(file, number, 0, Several(count), $"{Columns.Length} columns, as in the header"));
    }

    public TraceProblem? AtEnd(long lastLine) =>
        tally.Rows > 0 ? null : new(file, lastLine, 0, "a header and no rows", "at least one job");

    private TraceRow ReadHeader(TraceFields fields, long number, int count)
    {
        var places = new int[Columns.Length];
        Array.Fill(places, -1);
        for (var field = 0; field < count; field++)
        {
            var column = Array.IndexOf(Columns, fields.Text(field).ToString());
            if (column < 0 || places[column] >= 0) return TraceRow.Bad(UnknownColumn(fields, field));
            places[column] = field;
        }
        var missing = Array.IndexOf(places, -1);
        if (missing >= 0)
            return TraceRow.Bad(new(file, number, 0, $"a header without '{Columns[missing]}'", $"the columns {string.Join(',', Columns)}"));
        _places = places;
        return TraceRow.NoJob;
    }

    private static TraceProblem UnknownColumn(TraceFields fields, int field)
    {
        var nearest = NearestName.Of(fields.Text(field).ToString(), Columns) is { } name ? $" (did you mean '{name}'?)" : "";
        fields.Fail(field, $"a header with the columns {string.Join(',', Columns)}, each once{nearest}");
        return fields.Problem!;
    }

    private TraceRow ReadJob(TraceFields fields, long number)
    {
        var submit = Time(ref fields, _places![0]);
        var runs = fields.Seconds(_places[1], "the duration");
        var gpus = fields.Whole(_places[2], "the number of GPUs");
        var product = fields.Figure(_places[3], "the GPU-seconds");
        var tenant = Tenant(ref fields, _places[4]);
        if (fields.Problem is { } problem) return TraceRow.Bad(problem);
        if (gpus == 0) return TraceRow.Skip(SkipReasons.NoProcessors);
        if (runs == Duration.Zero) return TraceRow.Skip(SkipReasons.NoTime);
        CheckProduct(number, product!.Value, runs!.Value, gpus!.Value);
        var job = new TraceJob
        {
            Number = tally.Rows + 1,
            Submit = submit,
            Runs = runs.Value,
            Processors = gpus.Value,
            Tenant = tenant,
        };
        return TraceRow.Of(job, fields.Column(_places[0]));
    }

    private static Instant Time(ref TraceFields fields, int field)
    {
        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        if (DateTimeOffset.TryParseExact(fields.Text(field), TimePattern, CultureInfo.InvariantCulture, Utc, out var time)
            && time.ToUnixTimeMilliseconds() is >= 0 and var milliseconds)
            return new(milliseconds);
        fields.Fail(field, "the time of submission since 1970, such as 2017-10-01 08:30:00");
        return Instant.Beginning;
    }

    private string Tenant(ref TraceFields fields, int field)
    {
        var text = fields.Text(field);
        if (text.IsEmpty || text.Contains('"')) fields.Fail(field, "the name of a virtual cluster, without quotation marks");
        return _tenants.Of(text);
    }

    // The product is redundant. Where it does not fit, nothing tells which of the three is wrong, so the reader is told.
    private void CheckProduct(long number, decimal gpuSeconds, Duration runs, int gpus)
    {
        var difference = Math.Abs((gpuSeconds * 1_000) - ((decimal)runs.Milliseconds * gpus));
        if (difference > gpus) // beyond what rounding to milliseconds explains
            tally.Remark("gpu_time is not duration × num_gpus, so it was not used", number);
    }

    private static string Several(int count) => count > Columns.Length ? $"more than {Columns.Length} columns" : $"{count} columns";
}
