using Rhodes.Core.Serving;

namespace Rhodes.Twin.Serving;

/// <summary>
/// One replica, request by request, by continuous batching: in each step every sequence that decodes gains a token, and prompts fill what is left of the step's tokens, the earliest first, in pieces if need be.
/// A prompt that is done has its first token. When the cache has no block left, the youngest sequence gives all of its up and is done again from its start, the tokens that it had made with it.
/// </summary>
/// <remarks>
/// The scheduler of vLLM since version 1, in outline. Steps in which nothing but decoding happens are played together, so that a request costs some microseconds and not one for each of its tokens.
/// </remarks>
public sealed class ReplicaRun
{
    private readonly ReplicaSpec _replica;
    private readonly IReadOnlyList<ServedRequest> _requests;
    private readonly ServedAnswer[] _answers;
    private readonly Cache _cache;
    private readonly IWaitingLine _waiting;
    private readonly List<int> _admitted = [];                     // in order of admission
    private readonly PriorityQueue<int, long> _ending = new();     // those that decode, by their last step
    private readonly Sequence[] _sequences;
    private int _arrived, _decoding;
    private long _step, _cached;
    private double _now;

    private ReplicaRun(ReplicaSpec replica, IReadOnlyList<ServedRequest> requests, IWaitingLine waiting)
    {
        (_replica, _requests, _waiting) = (replica, requests, waiting);
        (_answers, _sequences, _cache) = (new ServedAnswer[requests.Count], new Sequence[requests.Count], new(replica.CacheBlocks, replica.BlockTokens));
    }

    /// <summary>How often a sequence had to be done again.</summary>
    public long DoneAgain { get; private set; }

    public IReadOnlyList<ServedAnswer> Answers => _answers;

    /// <param name="requests">In order of arrival.</param>
    /// <param name="fair">Says whose request is next; null: whichever came first.</param>
    /// <exception cref="ArgumentException">They are not in order, one is without tokens, or larger than the cache.</exception>
    public static ReplicaRun Play(ReplicaSpec replica, IReadOnlyList<ServedRequest> requests, TokenFairness? fair = null)
    {
        for (var i = 0; i < requests.Count; i++)
        {
            var request = requests[i];
            if (request.Prompt < 1 || request.Output < 1) throw new ArgumentException($"request {i} has {request.Prompt} and {request.Output} tokens; expected at least one of each");
            if (i > 0 && request.Arrival < requests[i - 1].Arrival) throw new ArgumentException($"request {i} arrives before the one before it");
            if ((long)request.Prompt + request.Output > (long)replica.CacheBlocks * replica.BlockTokens) throw new ArgumentException($"request {i} needs {(long)request.Prompt + request.Output:#,0} cached tokens; the replica has room for {(long)replica.CacheBlocks * replica.BlockTokens:#,0}");
        }

        ReplicaRun run = new(replica, requests, fair is null ? new ArrivalLine() : new FairLine(fair, requests));
        while (run.Go()) { }
        return run;
    }

    /// <summary>A step, or many at once.</summary>
    /// <returns>False: all is done.</returns>
    private bool Go()
    {
        TakeArrivals();
        if (_admitted.Count == 0 && _waiting.IsEmpty)
        {
            if (_arrived == _requests.Count) return false;
            _now = _requests[_arrived].Arrival;
            TakeArrivals();
        }

        while (!_cache.TryTake(_cache.NeededAt(_step))) GiveUpYoungest();
        var prompt = FillStep();
        if (prompt > 0)
        {
            _now += _replica.Cost.Of(prompt, _decoding, _cached);
            Advance(1);
        }
        else
        {
            var steps = 1 + _cache.GrowFor(_step + 1, MostSteps() - 1, _decoding);
            _now += _replica.Cost.OfMany(steps, _decoding, _cached);
            Advance(steps);
        }

        return true;
    }

    private void TakeArrivals()
    {
        while (_arrived < _requests.Count && _requests[_arrived].Arrival <= _now)
        {
            _sequences[_arrived].ToRead = _requests[_arrived].Prompt;
            _waiting.Add(_arrived++);
        }
    }

    /// <summary>Gives prompts what the sequences that decode leave of a step.</summary>
    /// <returns>How many tokens they get.</returns>
    private int FillStep()
    {
        var left = _replica.StepTokens - _decoding;
        var prompt = 0;
        foreach (var request in _admitted)
            if (!_sequences[request].Decodes) prompt += Read(request, left - prompt);
        while (prompt < left && _admitted.Count < _replica.MostSequences && !_waiting.IsEmpty)
        {
            var first = _waiting.First;
            var read = Read(first, left - prompt);
            if (read == 0) break;
            prompt += read;
            _admitted.Add(first);
            _waiting.TakeFirst();
        }

        // One that reads and finds no block, with nothing else at work, would wait for ever.
        if (prompt == 0 && _decoding == 0)
        {
            GiveUpYoungest();
            return FillStep();
        }

        return prompt;
    }

    /// <summary>Reads as much of a prompt as the step and the cache let it.</summary>
    private int Read(int request, int most)
    {
        ref var sequence = ref _sequences[request];
        var room = ((long)(_cache.Free + sequence.Blocks) * _replica.BlockTokens) - sequence.Read;
        var tokens = (int)Math.Min(Math.Min(most, sequence.ToRead - sequence.Read), room);
        if (tokens <= 0) return 0;
        var blocks = _cache.Blocks(sequence.Read + tokens);
        _cache.TryTake(blocks - sequence.Blocks);
        (sequence.Blocks, sequence.Read) = (blocks, sequence.Read + tokens);
        return tokens;
    }

    /// <summary>Steps until a sequence ends, or a request that could be let in arrives.</summary>
    private long MostSteps()
    {
        while (_ending.TryPeek(out var request, out var last) && !(_sequences[request].Decodes && _sequences[request].LastStep == last)) _ending.Dequeue();
        var most = _ending.TryPeek(out _, out var end) ? end - _step + 1 : 1;
        if (_arrived < _requests.Count && _admitted.Count < _replica.MostSequences) most = Math.Min(most, _replica.Cost.StepsFor(_requests[_arrived].Arrival - _now, _decoding, _cached));
        return most;
    }

    private void Advance(long steps)
    {
        _step += steps;
        _cached += steps * _decoding;
        _waiting.Made(steps);
        while (_ending.TryPeek(out var request, out var last) && last < _step)
        {
            _ending.Dequeue();
            if (_sequences[request].Decodes && _sequences[request].LastStep == last) End(request);
        }

        for (var i = 0; i < _admitted.Count; i++)
        {
            var request = _admitted[i];
            ref var sequence = ref _sequences[request];
            if (sequence.Decodes || sequence.Read < sequence.ToRead) continue;
            _waiting.Read(request);
            if (sequence.Made++ == 0) _answers[request] = new(_now, _now);
            if (sequence.Made < _requests[request].Output) BeginToDecode(request);
            else
            {
                End(request);
                i--;
            }
        }
    }

    private void BeginToDecode(int request)
    {
        ref var sequence = ref _sequences[request];
        (sequence.Decodes, sequence.FirstStep, sequence.LastStep) = (true, _step, _step + _requests[request].Output - sequence.Made - 1);
        _ending.Enqueue(request, sequence.LastStep);
        _cache.Grow(sequence.Read, _step, 1);
        _cached += sequence.Read;
        _decoding++;
        _waiting.Decodes(request, begins: true);
    }

    private void End(int request)
    {
        _answers[request] = _answers[request] with { LastToken = _now };
        Leave(request);
        _admitted.Remove(request);
    }

    private void GiveUpYoungest()
    {
        var request = _admitted[^1];
        _admitted.RemoveAt(_admitted.Count - 1);
        Leave(request);
        ref var sequence = ref _sequences[request];
        sequence.ToRead = _requests[request].Prompt + sequence.Made;
        _waiting.PutBack(request);
        DoneAgain++;
    }

    /// <summary>Gives back the blocks of a sequence, and what was made stays made.</summary>
    private void Leave(int request)
    {
        ref var sequence = ref _sequences[request];
        var blocks = sequence.Blocks;
        if (sequence.Decodes)
        {
            var decoded = _step - sequence.FirstStep;
            blocks = _cache.Blocks(sequence.Read + decoded);
            _cache.Grow(sequence.Read, sequence.FirstStep, -1);
            _cached -= sequence.Read + decoded;
            _decoding--;
            _waiting.Decodes(request, begins: false);
            sequence.Made += (int)decoded;
        }

        _cache.Give(blocks);
        (sequence.Decodes, sequence.Read, sequence.Blocks) = (false, 0, 0);
    }

    private struct Sequence
    {
        /// <summary>Tokens to read before it decodes: its prompt, and what it had made when it gave up its place.</summary>
        public int ToRead;

        public int Read;

        /// <summary>Tokens of its answer, without those of the steps since <see cref="FirstStep"/>.</summary>
        public int Made;

        /// <summary>Of the cache, while it reads.</summary>
        public int Blocks;

        public bool Decodes;

        public long FirstStep, LastStep;
    }
}
