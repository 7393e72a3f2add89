namespace Rhodes.Twin.Serving;

/// <summary>
/// A service as a flow: one replica that is the mean of all, with as much of each request as falls to it. What waits, what is in the batch and what its steps cost are followed in short slots; when a request has its tokens
/// follows from how many steps are made meanwhile. A day of a whole fleet costs what a day of one replica does.
/// </summary>
/// <remarks>
/// Requests are taken up in the order in which they come, prompts that begin alike are read anew, and no sequence is begun anew: memory that is full lets nobody in. Held to <see cref="ServiceRun"/> by <c>FlowTests</c>.
/// </remarks>
public sealed class FlowRun
{
    /// <summary>Seconds. Some steps of a busy replica.</summary>
    private const double Slot = 0.25;

    /// <summary>Seconds that are followed at most: a year of slots would fill the memory, and who is served after so long has long gone.</summary>
    public const double Longest = 60 * 86_400;

    /// <summary>Tokens to which ends are rounded up.</summary>
    private const int EndTokens = 4;

    /// <summary>Slots over which the rates are taken at which memory and places become free.</summary>
    private const int RateSlots = 8;

    private readonly FleetSpec _service;
    private readonly IReadOnlyList<ServedRequest> _requests;
    private readonly double _share;
    private readonly List<double> _steps = [0];          // made before each slot
    private readonly Queue<int> _waiting = new();
    private readonly double[] _endingSequences, _endingTokens;   // by the step at which they end; tokens less one for each sequence and step
    private readonly double[] _first;
    private readonly bool[] _refused;
    private double _sequences, _cached, _toRead, _waitingSequences, _readOfFirst, _freed, _ended, _read, _joined, _squares;
    private long _endedUntil;
    private int _arrived;

    private FlowRun(FleetSpec service, IReadOnlyList<ServedRequest> requests, double copies)
    {
        (_service, _requests, _share) = (service, requests, copies / service.Replicas);
        var longest = requests.Count == 0 ? 1 : requests.Max(request => request.Output);
        _endingSequences = new double[(longest / EndTokens) + 4];
        _endingTokens = new double[_endingSequences.Length];
        (_first, _refused) = (new double[requests.Count], new bool[requests.Count]);
    }

    private StepCost Cost => _service.Replica.Cost;

    private double Steps => _steps[^1];

    /// <param name="requests">In order of arrival, each small enough for the cache.</param>
    /// <param name="copies">How many requests each of them stands for.</param>
    /// <returns>Null when not all are served within <see cref="Longest"/>.</returns>
    public static IReadOnlyList<ServiceAnswer>? Play(FleetSpec service, IReadOnlyList<ServedRequest> requests, double copies = 1)
    {
        FlowRun run = new(service, requests, copies);
        while (run._arrived < requests.Count || run._waiting.Count > 0 || run._sequences > 0)
        {
            if (run._steps.Count * Slot > Longest) return null;
            run.PlaySlot();
        }

        return run.Answers();
    }

    private void PlaySlot()
    {
        var spec = _service.Replica;
        var step = Cost.Of(0, _sequences, _cached);
        var room = Math.Max(1, spec.StepTokens - _sequences);
        var rate = room / (step + (Cost.PerPromptToken * room));
        TakeArrivals(step, room, rate);
        var read = Read(Math.Min(rate * Slot, Math.Max(0, spec.CacheTokens - _cached)), spec.MostSequences - _sequences);
        var steps = Math.Max(0, (Slot - (Cost.PerPromptToken * read)) / step);
        _cached += _sequences * steps;
        _steps.Add(Steps + steps);
        End();
    }

    /// <summary>Whoever comes in this slot waits for what is left of the step under way, for all prompts before it, and for its own.</summary>
    private void TakeArrivals(double step, double room, double rate)
    {
        var start = (_steps.Count - 1) * Slot;
        var wait = Wait(rate);
        var (rest, load) = Rest(step);
        var here = Math.Pow(load, _service.Replicas - 1);   // whoever comes goes where nothing is read, if there is such a replica
        var grain = _read > 0 ? Math.Max(0, 1 - _share) / 2 * _squares / _read : 0;   // a prompt is read by one replica, and whoever comes goes to another
        var came = 0.0;
        for (; _arrived < _requests.Count && _requests[_arrived].Arrival < start + Slot; _arrived++)
        {
            var request = _requests[_arrived];
            var expected = Math.Max(0, wait + ((came - grain) / rate) - (request.Arrival - start)) + (Cost.PerPromptToken * request.Prompt) + (step * Math.Ceiling(request.Prompt / room));
            var last = request.Prompt % room;
            var others = Math.Min(room - last, _read * (rest + expected - (Cost.PerPromptToken * last) - step));   // come meanwhile, and share its last step
            _first[_arrived] = expected + rest + (Cost.PerPromptToken * Math.Max(0, others) * here);
            if (_refused[_arrived] = expected > _service.MostWait) continue;
            came += _share * request.Prompt;
            _waiting.Enqueue(_arrived);
        }

        _toRead += came;
    }

    /// <summary>
    /// Seconds that are left of the step that is under way when somebody comes: half of it, and longer steps are met more often. A prompt is mostly read in a step of its own.
    /// </summary>
    /// <returns>With the part of time in which prompts are read.</returns>
    private (double Seconds, double Load) Rest(double step)
    {
        var reading = _joined > 0 ? step + (Cost.PerPromptToken * _read / _joined) : step;
        var part = Math.Min(1, _joined * reading);
        return (((part * reading) + ((1 - part) * step)) / 2, part);
    }

    /// <summary>Seconds until all that waits was read, or there is memory and a place for it.</summary>
    private double Wait(double rate)
    {
        var spec = _service.Replica;
        var wait = _toRead / rate;
        if (_toRead > spec.CacheTokens - _cached && _freed > 0) wait = Math.Max(wait, (_toRead - (spec.CacheTokens - _cached)) / _freed);
        var places = spec.MostSequences - _sequences;
        if (_waitingSequences > places && _ended > 0) wait = Math.Max(wait, (_waitingSequences - places) / _ended);
        return wait;
    }

    /// <summary>Reads what waits, the first first; those that are read are in the batch.</summary>
    /// <returns>Tokens.</returns>
    private double Read(double most, double places)
    {
        _waitingSequences = _waiting.Count * _share;
        var left = most;
        var (joined, squares) = (0.0, 0.0);
        while (_waiting.TryPeek(out var first) && left > 0 && places > 0)
        {
            var tokens = (_requests[first].Prompt * _share) - _readOfFirst;
            if (tokens > left)
            {
                _readOfFirst += left;
                left = 0;
                break;
            }

            _waiting.Dequeue();
            (left, places, _readOfFirst) = (left - tokens, places - _share, 0);
            joined += _share;
            squares += _share * _requests[first].Prompt * _requests[first].Prompt;
            Join(_requests[first]);
        }

        _squares += ((squares / Slot) - _squares) / RateSlots;
        _joined += ((joined / Slot) - _joined) / RateSlots;
        _read += (((most - left) / Slot) - _read) / RateSlots;

        _toRead = _waiting.Count == 0 ? 0 : _toRead - (most - left);
        return most - left;
    }

    /// <summary>It has its first token, and needs a step for each other.</summary>
    private void Join(ServedRequest request)
    {
        if (request.Output == 1) return;
        var end = Steps + request.Output - 1;
        var bucket = Bucket((long)Math.Round(end / EndTokens));
        _endingSequences[bucket] += _share;
        _endingTokens[bucket] += _share * (request.Prompt - Steps);
        _sequences += _share;
        _cached += _share * request.Prompt;
    }

    private int Bucket(long end) => (int)(end % _endingSequences.Length);

    private void End()
    {
        var (sequences, cached) = (_sequences, _cached);
        var isAny = false;
        for (; (_endedUntil + 1) * EndTokens <= Steps; _endedUntil++)
        {
            var bucket = Bucket(_endedUntil + 1);
            _sequences -= _endingSequences[bucket];
            _cached -= _endingTokens[bucket] + (_endingSequences[bucket] * Steps);
            (_endingSequences[bucket], _endingTokens[bucket]) = (0, 0);
        }

        for (var i = 0; i < _endingSequences.Length && !isAny; i++) isAny = _endingSequences[i] > 0;
        if (!isAny) (_sequences, _cached) = (0, 0);   // what is left is of rounding
        _freed += ((cached - _cached) / Slot - _freed) / RateSlots;
        _ended += ((sequences - _sequences) / Slot - _ended) / RateSlots;
    }

    private ServiceAnswer[] Answers()
    {
        var answers = new ServiceAnswer[_requests.Count];
        for (var i = 0; i < answers.Length; i++)
        {
            if (_refused[i])
            {
                answers[i] = new(-1, _first[i], default);
                continue;
            }

            var first = _requests[i].Arrival + _first[i];
            answers[i] = new(0, _first[i], new(first, Math.Max(first, InstantOf(StepsAt(first) + _requests[i].Output - 1))));
        }

        return answers;
    }

    private double StepsAt(double instant)
    {
        var slots = instant / Slot;
        var slot = (int)Math.Min(slots, _steps.Count - 2);
        return _steps[slot] + ((slots - slot) * (_steps[slot + 1] - _steps[slot]));
    }

    private double InstantOf(double steps)
    {
        var slot = _steps.BinarySearch(steps);
        if (slot < 0) slot = ~slot;
        slot = Math.Clamp(slot, 1, _steps.Count - 1);
        var made = _steps[slot] - _steps[slot - 1];
        return (slot - 1 + (made > 0 ? (steps - _steps[slot - 1]) / made : 1)) * Slot;
    }
}
