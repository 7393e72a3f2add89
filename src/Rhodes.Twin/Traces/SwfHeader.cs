using System.Globalization;
using Rhodes.Core.Units;

namespace Rhodes.Twin.Traces;

/// <summary>What the header comments of a Standard Workload Format file say: <c>; UnixStartTime: 1504521041</c>.</summary>
internal sealed class SwfHeader(string file, TraceOptions options, TraceTally tally)
{
    /// <summary>The end of the year 9999, beyond which instants cannot be written as dates.</summary>
    private const long LatestSeconds = 253_402_300_799;

    private readonly Dictionary<long, string> _names = [];

    /// <summary>When second 0 was; null when neither the file nor the caller says it.</summary>
    public Instant? Start { get; private set; } = options.Start;

    /// <summary>How many jobs the file is said to have; null when it does not say.</summary>
    public long? MaxJobs { get; private set; }

    /// <returns>The problem of a comment that has to be understood and cannot be; null for all others.</returns>
    public TraceProblem? Read(ReadOnlySpan<char> line, long number)
    {
        var comment = line[(line.IndexOf(';') + 1)..].Trim();
        var colon = comment.IndexOf(':');
        if (colon < 0) return null; // prose
        var value = comment[(colon + 1)..].Trim();
        switch (comment[..colon].TrimEnd())
        {
            case "UnixStartTime":
                return ReadStart(line, value, number);
            case "MaxJobs":
                ReadMaxJobs(value, number);
                return null;
            case "Queue" when options.Tenant == TenantField.Queue:
            case "Partition" when options.Tenant == TenantField.Partition:
                ReadName(value);
                return null;
            default:
                return null;
        }
    }

    /// <summary>The name that the header gives to a queue or partition, or one made of its number.</summary>
    public string TenantName(int number) =>
        _names.GetValueOrDefault(number) ?? $"{options.Tenant.ToString().ToLowerInvariant()}-{number}";

    private TraceProblem? ReadStart(ReadOnlySpan<char> line, ReadOnlySpan<char> value, long number)
    {
        var column = value.IsEmpty ? line.Length : line.LastIndexOf(value) + 1;
        if (tally.Rows > 0)
            return new(file, number, column, "a UnixStartTime after the first job", "it once, in the header (are these two files in one?)");
        var isNumber = long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds);
        if (!isNumber || seconds > LatestSeconds)
            return new(file, number, column, TraceProblem.Quote(value), $"whole seconds since 1970, up to {LatestSeconds:#,0}");
        if (options.Start is null) Start = new(seconds * 1_000);
        return null;
    }

    private void ReadMaxJobs(ReadOnlySpan<char> value, long number)
    {
        if (long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var jobs)) MaxJobs = jobs;
        else tally.Remark("MaxJobs in the header is no number, so it was not compared", number);
    }

    // "1 batch": a number, then the name. Anything else is prose about queues.
    private void ReadName(ReadOnlySpan<char> value)
    {
        var blank = value.IndexOf(' ');
        if (blank > 0 && long.TryParse(value[..blank], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            _names[number] = value[blank..].Trim().ToString();
    }
}
