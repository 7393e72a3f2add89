using Rhodes.Core.Serving;

namespace Rhodes.Twin.Serving;

/// <summary>Replicas of one service.</summary>
/// <param name="Replicas">How many, all alike.</param>
/// <param name="MostWait">Seconds to the first token above which a request is refused when it comes; null: none is.</param>
/// <param name="Clients">Who are served fairly by their tokens; 0: first come, first served.</param>
public sealed record FleetSpec(ReplicaSpec Replica, int Replicas, double? MostWait = null, int Clients = 0);

/// <summary>What became of one request of a service.</summary>
/// <param name="Replica">That worked on it; -1: it was refused when it came.</param>
/// <param name="Expected">Seconds to its first token, as was expected when it came.</param>
public readonly record struct ServiceAnswer(int Replica, double Expected, ServedAnswer Answer)
{
    public bool IsRefused => Replica < 0;
}

/// <summary>
/// Replicas of one service, request by request. Each request goes to the replica where its first token is expected soonest, which is where little waits, or where its beginning is known. One that would wait too long is
/// refused before anything is read, with the time that it would have waited: nothing is spent on an answer that comes too late.
/// </summary>
/// <remarks>Refusal at arrival by expected time: Qin et al., "Mooncake", arXiv 2407.00079, section 7.</remarks>
public sealed class ServiceRun
{
    private readonly FleetSpec _service;
    private readonly ReplicaRun[] _replicas;
    private readonly Rate[] _rates;

    private ServiceRun(FleetSpec service)
    {
        _service = service;
        _replicas = [.. Enumerable.Range(0, service.Replicas).Select(_ => new ReplicaRun(service.Replica, service.Clients > 0 ? new TokenFairness(service.Clients) : null))];
        _rates = new Rate[service.Replicas];
    }

    /// <summary>Tokens of prompts that need not be read.</summary>
    public long Spared => _replicas.Sum(replica => replica.Spared);

    /// <summary>How often the memory of a replica was full, and a sequence had to begin anew.</summary>
    public long DoneAgain => _replicas.Sum(replica => replica.DoneAgain);

    public IReadOnlyList<ServiceAnswer> Answers { get; private set; } = [];

    /// <param name="requests">In order of arrival.</param>
    /// <param name="report">Told the number of requests that have come, now and then.</param>
    /// <exception cref="ArgumentException">As of <see cref="ReplicaRun.Offer"/>.</exception>
    public static ServiceRun Play(FleetSpec service, IReadOnlyList<ServedRequest> requests, Action<int>? report = null)
    {
        ServiceRun run = new(service);
        var places = new (int Replica, int Number, double Expected)[requests.Count];
        var numbers = new int[service.Replicas];
        for (var i = 0; i < requests.Count; i++)
        {
            var (replica, expected) = run.Soonest(requests[i]);
            if (expected > service.MostWait) replica = -1;
            else run._replicas[replica].Offer(requests[i]);
            places[i] = (replica, replica < 0 ? 0 : numbers[replica]++, expected);
            if ((i & 0xFFF) == 0) report?.Invoke(i);
        }

        foreach (var replica in run._replicas) replica.PlayTo(double.PositiveInfinity);
        run.Answers = Array.ConvertAll(places, place => new ServiceAnswer(place.Replica, place.Expected, place.Replica < 0 ? default : run._replicas[place.Replica].Answers[place.Number]));
        return run;
    }

    /// <summary>Where the first token is expected soonest, and in how many seconds.</summary>
    private (int Replica, double Seconds) Soonest(ServedRequest request)
    {
        var (best, least) = (0, double.PositiveInfinity);
        for (var i = 0; i < _replicas.Length; i++)
        {
            _replicas[i].PlayTo(request.Arrival);
            var seconds = Expected(i, request);
            if (seconds < least) (best, least) = (i, seconds);
        }

        return (best, least);
    }

    /// <summary>
    /// The rest of the step that is under way; all prompts before it and its own, in steps that are full; and, where there is no room in the batch or the cache, a place for those before it and for it, at the rate at which
    /// sequences have ended lately.
    /// </summary>
    private double Expected(int number, ServedRequest request)
    {
        var (replica, spec) = (_replicas[number], _service.Replica);
        var spared = replica.SparedOf(request);
        double tokens = replica.ToRead + request.Prompt - spared;
        var steps = Math.Ceiling(tokens / Math.Max(1, spec.StepTokens - replica.Running));
        var reading = (tokens * spec.Cost.PerPromptToken) + (steps * replica.StepSeconds);
        _rates[number].See(replica.Ended, request.Arrival);
        var places = replica.FreeTokens < tokens ? 0 : spec.MostSequences - replica.Running;
        var place = Math.Max(0, replica.Waiting + 1 - places) * _rates[number].SecondsEach;
        return Math.Max(0, replica.Now - request.Arrival) + Math.Max(reading, place);
    }

    /// <summary>How quickly sequences ended lately.</summary>
    private struct Rate
    {
        /// <summary>Ends over which the rate is taken.</summary>
        private const int Ends = 16;

        private int _ended;
        private double _at;

        /// <summary>0 until enough have ended.</summary>
        public double SecondsEach { get; private set; }

        public void See(int ended, double now)
        {
            if (ended - _ended < Ends) return;
            SecondsEach = (now - _at) / (ended - _ended);
            (_ended, _at) = (ended, now);
        }
    }
}
