using Rhodes.Core.Units;
using Rhodes.Files;

namespace Rhodes.Twin.Workloads;

/// <summary>
/// When a generator's jobs come: so that their work, on average, is the load that was asked for at each hour. Work is summed up
/// in device-milliseconds × load × weight, in integers; a job comes whenever the sum has grown by a drawn multiple of the mean job.
/// </summary>
internal sealed class Arrivals
{
    private const int Thousand = 1_000;

    private readonly JobGenerator _generator;
    private readonly IReadOnlyList<(Instant From, long Devices)> _capacity;
    private readonly LoadShape _shape;
    private readonly Int128 _meanJob;
    private readonly Instant _until;
    private readonly Chance _chance;
    private Instant _now;
    private Int128 _ahead;
    private int _step;

    /// <param name="from">From when on they come; before the scenario's start the capacity is the one there.</param>
    /// <param name="meanRunMs">Of the generator's run times.</param>
    public Arrivals(JobGenerator generator, ScenarioSpec scenario, Instant from, Instant until, long meanRunMs, Chance chance)
    {
        (_generator, _until, _chance, _now) = (generator, until, chance, from);
        _capacity = Capacity.Of(generator, scenario);
        _shape = generator.Shape ?? new LoadShape(Instant.Beginning, Duration.FromDays(1), [1]);
        var weights = _shape.Weights.Sum(weight => (long)weight);
        var devices = generator.Sizes.Aggregate((Int128)0, (sum, size) => sum + ((Int128)size.Devices * size.Weight));
        var deviceMs = Int128.Max(1, devices * meanRunMs / generator.Sizes.Sum(size => (long)size.Weight));
        _meanJob = Int128.Max(1, deviceMs * Thousand * weights / _shape.Weights.Count);
        Expected = Over(from, until) / deviceMs;
    }

    /// <summary>About how many jobs will come, were the capacity always at its highest.</summary>
    public Int128 Expected { get; }

    /// <returns>Never when no more come before the end.</returns>
    /// <remarks>Hot: once a job.</remarks>
    public Instant Next()
    {
        var draw = Exponential.Draw(_chance);
        // The product of a long mean and a rare draw may be too much for 128 bits; small means need their last bits.
        var needed = (_meanJob < Int128.One << 60 ? (_meanJob * draw) >> Exponential.Bits : (_meanJob >> Exponential.Bits) * draw) - _ahead;
        while (_now < _until)
        {
            var (rate, ends) = Segment();
            var most = rate * (ends - _now).Milliseconds;
            if (most >= needed && rate > 0) return After(needed, rate);
            needed -= most;
            _now = ends;
        }

        return Instant.Never;
    }

    private Instant After(Int128 needed, Int128 rate)
    {
        var milliseconds = needed <= 0 ? 0 : (long)((needed + rate - 1) / rate);
        _ahead = (rate * milliseconds) - needed;   // of the whole millisecond, what was more than needed
        _now += new Duration(milliseconds);
        return _now < _until ? _now : Instant.Never;
    }

    /// <summary>How fast work comes now, and until when it stays so.</summary>
    private (Int128 Rate, Instant Ends) Segment()
    {
        while (_step + 1 < _capacity.Count && _capacity[_step + 1].From <= _now) _step++;
        var since = (_now - _shape.Starts).Milliseconds;
        var round = FloorOf(since, _shape.Every.Milliseconds);
        var weight = _shape.Weights[(int)(round - (FloorOf(round, _shape.Weights.Count) * _shape.Weights.Count))];
        var ends = _shape.Weights.Count == 1 ? _until : _shape.Starts + new Duration((round + 1) * _shape.Every.Milliseconds);
        if (_step + 1 < _capacity.Count) ends = Instant.Earlier(ends, _capacity[_step + 1].From);
        var rate = (Int128)_generator.LoadThousandths * _capacity[_step].Devices * weight;
        return (rate, Instant.Earlier(ends, _until));
    }

    /// <summary>Rounded down, also where it is negative: jobs of before the start may be before the shape's first row.</summary>
    private static long FloorOf(long number, long by) => number >= 0 ? number / by : -((by - 1 - number) / by);

    private Int128 Over(Instant from, Instant until) =>
        until <= from ? 0 : (Int128)(until - from).Milliseconds * _generator.LoadThousandths * _capacity.Max(step => step.Devices) / Thousand;
}
