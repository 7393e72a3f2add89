using Rhodes.Core.Units;
using Rhodes.Files;

namespace Rhodes.Twin.Traces;

/// <summary>
/// Standard Workload Format 2.2 (www.cs.huji.ac.il/labs/parallel/workload/swf.html): header comments, then a line of 18
/// numbers for each job, in which -1 says that something is unknown.
/// </summary>
internal sealed class SwfFormat(string file, TraceOptions options, TraceTally tally) : ITraceFormat
{
    private const int FieldCount = 18;

    private readonly SwfHeader _header = new(file, options, tally);
    private readonly Dictionary<int, string> _tenants = [];

    public TraceFormat Kind => TraceFormat.Swf;

    public Instant? Start => _header.Start;

    public TraceRow Read(ReadOnlySpan<char> line, long number)
    {
        if (line.TrimStart() is [';', ..]) return _header.Read(line, number) is { } wrong ? TraceRow.Bad(wrong) : TraceRow.NoJob;
        Span<Range> ranges = stackalloc Range[FieldCount + 1]; // the last one takes what is too much
        var count = line.SplitAny(ranges, " \t", StringSplitOptions.RemoveEmptyEntries);
        if (count != FieldCount)
        {
            var found = count > FieldCount ? $"more than {FieldCount} fields" : count == 1 ? "1 field" : $"{count} fields";
            return TraceRow.Bad(new(file, number, 0, found, $"{FieldCount} fields, as in the Standard Workload Format 2.2"));
        }
        if (_header.Start is not { } start)
            return TraceRow.Bad(new(file, number, 0, "a job before any '; UnixStartTime:'", "a header that says when second 0 was"));
        return ReadJob(new(file, number, line, ranges, unknown: true), start);
    }

    public TraceProblem? AtEnd(long lastLine)
    {
        if (tally.Rows == 0) return new(file, lastLine, 0, "a header and no jobs", "at least one job");
        if (_header.MaxJobs is { } expected && expected != tally.Rows)
            tally.Remark($"the header says {expected:#,0} jobs, the file has {tally.Rows:#,0}", lastLine);
        return null;
    }

    private TraceRow ReadJob(TraceFields fields, Instant start)
    {
        var number = fields.WholeLong(0, "the job's number", long.MaxValue);
        var submit = fields.Seconds(1, "the submit time");
        var waited = fields.Seconds(2, "the wait time");
        var runs = fields.Seconds(3, "the run time");
        var allocated = fields.Whole(4, "the number of allocated processors");
        fields.Figure(5, "the average CPU time");
        fields.Figure(6, "the used memory");
        var requested = fields.Whole(7, "the requested processors");
        var limit = fields.Seconds(8, "the requested time");
        fields.Figure(9, "the requested memory");
        var status = fields.Whole(10, "the status");
        var user = fields.Whole(11, "the user");
        var tenant = ReadTenantNumber(ref fields, user);
        var after = fields.WholeLong(16, "the preceding job", long.MaxValue);
        var think = fields.Seconds(17, "the think time");
        if (fields.Problem is { } problem) return TraceRow.Bad(problem);

        var processors = allocated is > 0 ? allocated : requested ?? allocated;
        if (WhyNot(submit, runs, processors, status) is { } reason) return TraceRow.Skip(reason);
        var job = new TraceJob
        {
            Number = number ?? tally.Rows + 1,
            Submit = start + submit!.Value,
            Runs = runs!.Value,
            Processors = processors!.Value,
            Tenant = Name(tenant),
            TenantNumber = tenant,
            RequestedProcessors = requested,
            RequestedTime = limit,
            Waited = waited,
            Status = status,
            User = user,
            After = after,
            ThinkTime = think,
        };
        return TraceRow.Of(job, fields.Column(1));
    }

    private static string? WhyNot(Duration? submit, Duration? runs, int? processors, int? status)
    {
        if (status is 2 or 3 or 4) return SkipReasons.PartOfAJob;
        if (submit is null) return SkipReasons.SubmitUnknown;
        if (runs is null) return SkipReasons.TimeUnknown;
        if (runs == Duration.Zero) return SkipReasons.NoTime;
        if (processors is null) return SkipReasons.ProcessorsUnknown;
        return processors == 0 ? SkipReasons.NoProcessors : null;
    }

    // All are read, so that a wrong one is noticed whichever of them stands for the tenant.
    private int? ReadTenantNumber(ref TraceFields fields, int? user)
    {
        var group = fields.Whole(12, "the group");
        fields.Figure(13, "the application");
        var queue = fields.Whole(14, "the queue");
        var partition = fields.Whole(15, "the partition");
        return options.Tenant switch
        {
            TenantField.Queue => queue,
            TenantField.Partition => partition,
            TenantField.Group => group,
            TenantField.User => user,
            _ => throw Invariant.Broken($"there is no tenant field {(int)options.Tenant}"),
        };
    }

    private string Name(int? number)
    {
        if (number is not { } known) return "unknown";
        if (_tenants.TryGetValue(known, out var name)) return name;
        name = _header.TenantName(known);
        _tenants.Add(known, name);
        return name;
    }
}
