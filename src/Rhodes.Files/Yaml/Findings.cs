namespace Rhodes.Files.Yaml;

/// <summary>Every problem of one file, as readers come upon them.</summary>
internal sealed class Findings(string file)
{
    /// <summary>Enough for a person; what a hostile or generated file has beyond is only counted.</summary>
    private const int Most = 1_000;

    /// <summary>Comparing a name with a large site's nodes takes milliseconds, so a file full of wrong ones would take minutes.</summary>
    private const int WorthLooking = 50;

    private readonly List<Problem> _problems = [];
    private int _beyond;

    /// <summary>As messages show it.</summary>
    public string File { get; } = file;

    public int Count => _problems.Count + _beyond;

    public void Add(Mark at, string found, string expected, string? nearest = null, string? advice = null)
    {
        if (_problems.Count == Most) _beyond++;
        else
            _problems.Add(new Problem
            {
                File = at.Option ?? File, Line = at.Line, Column = at.Column, Found = found, Expected = expected, Nearest = nearest, Advice = advice,
            });
    }

    /// <summary>
    /// The name that was probably meant; null when none is near, or so much is wrong already that looking is not worth its time.
    /// </summary>
    public string? NearestTo(string written, IEnumerable<string> candidates) =>
        Count < WorthLooking ? Reading.Nearest.To(written, candidates) : null;

    public void AddToWhole(string found, string expected, string? advice = null) => Add(default, found, expected, null, advice);

    public SourcePlace Place(Mark at) => new(at.Option ?? File, at.Line, at.Column);

    /// <summary>By line and column; what is equal stays as it was found.</summary>
    public IReadOnlyList<Problem> InOrder()
    {
        List<Problem> ordered = [.. _problems.OrderBy(problem => problem.Line).ThenBy(problem => problem.Column)];
        if (_beyond > 0) ordered.Add(new Problem
        {
            File = File, Line = 0, Column = 0, Found = $"{_beyond} more problems", Expected = "none",
        });
        return ordered;
    }
}
