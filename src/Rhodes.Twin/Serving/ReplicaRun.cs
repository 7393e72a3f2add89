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
    private readonly List<ServedRequest> _requests = [];
    private readonly List<ServedAnswer> _answers = [];
    private readonly Beginnings _beginnings;
    private readonly Cache _cache;
    private readonly IWaitingLine _waiting;
    private readonly List<int> _admitted = [];                     // in order of admission
    private readonly PriorityQueue<int, long> _ending = new();     // those that decode, by their last step
    private Sequence[] _sequences = [];
    private int _arrived, _decoding, _ended;
    private long _step, _cached;
    private double _now, _until = double.PositiveInfinity;

    /// <param name="fair">Says whose request is next; null: whichever came first.</param>
    /// <exception cref="ArgumentException">A piece is no whole number of blocks.</exception>
    public ReplicaRun(ReplicaSpec replica, TokenFairness? fair = null)
    {
        if (replica.PieceTokens % replica.BlockTokens != 0) throw new ArgumentException($"pieces of {replica.PieceTokens} tokens are no whole number of blocks of {replica.BlockTokens}");
        _beginnings = new(replica.PieceTokens / replica.BlockTokens);
        (_replica, _cache, _waiting) = (replica, new(replica.CacheBlocks, replica.BlockTokens, _beginnings), fair is null ? new ArrivalLine() : new FairLine(fair, _requests));
    }

    /// <summary>How often a sequence had to be done again.</summary>
    public long DoneAgain { get; private set; }

    /// <summary>Tokens of prompts that need not be read, since another prompt began alike.</summary>
    public long Spared { get; private set; }

    /// <summary>Tokens of prompts that came and are still to be read, those of the waiting with what might be spared of them.</summary>
    public long ToRead { get; private set; }

    /// <summary>Requests that came and are not in the batch.</summary>
    public int Waiting => _requests.Count - _ended - _admitted.Count;

    /// <summary>Sequences in the batch.</summary>
    public int Running => _admitted.Count;

    /// <summary>Tokens that the cache has room for, beside the batch.</summary>
    public long FreeTokens => (long)_cache.Free * _replica.BlockTokens;

    /// <summary>Seconds since the start: the end of the last step.</summary>
    public double Now => _now;

    /// <summary>Of a step of the batch, without prompts.</summary>
    public double StepSeconds => _replica.Cost.Of(0, _decoding, _cached);

    /// <summary>Requests that were answered to their end.</summary>
    public int Ended => _ended;

    /// <summary>By the order in which they were offered; those that have not ended are as far as they are.</summary>
    public IReadOnlyList<ServedAnswer> Answers => _answers;

    /// <param name="requests">In order of arrival.</param>
    /// <param name="fair">Says whose request is next; null: whichever came first.</param>
    /// <exception cref="ArgumentException">They are not in order, one is without tokens, or larger than the cache.</exception>
    public static ReplicaRun Play(ReplicaSpec replica, IReadOnlyList<ServedRequest> requests, TokenFairness? fair = null)
    {
        ReplicaRun run = new(replica, fair);
        foreach (var request in requests) run.Offer(request);
        run.PlayTo(double.PositiveInfinity);
        return run;
    }

    /// <summary>A request is on its way. It is taken up when it arrives.</summary>
    /// <exception cref="ArgumentException">It arrives before the one before it, is without tokens, or larger than the cache.</exception>
    public void Offer(ServedRequest request)
    {
        var number = _requests.Count;
        if (request.Prompt < 1 || request.Output < 1) throw new ArgumentException($"request {number} has {request.Prompt} and {request.Output} tokens; expected at least one of each");
        if (number > 0 && request.Arrival < _requests[^1].Arrival) throw new ArgumentException($"request {number} arrives before the one before it");
        if ((long)request.Prompt + request.Output > _replica.CacheTokens) throw new ArgumentException($"request {number} needs {(long)request.Prompt + request.Output:#,0} cached tokens; the replica has room for {_replica.CacheTokens:#,0}");
        _requests.Add(request);
        _answers.Add(new(double.NaN, double.NaN));
        if (number == _sequences.Length) Array.Resize(ref _sequences, Math.Max(64, 2 * number));
        ToRead += request.Prompt;
    }

    /// <summary>Goes on until an instant, or to the end of the step that is under way then.</summary>
    public void PlayTo(double instant)
    {
        _until = instant;
        while (_now < instant && Go()) { }
    }

    /// <summary>Tokens at the beginning of a prompt that would not have to be read here now.</summary>
    public long SparedOf(ServedRequest request) => (long)KnownPieces(request) * _replica.PieceTokens;

    /// <summary>A step, or many at once.</summary>
    /// <returns>False: all is done.</returns>
    private bool Go()
    {
        TakeArrivals();
        if (_admitted.Count == 0 && _waiting.IsEmpty)
        {
            if (_arrived == _requests.Count || _requests[_arrived].Arrival >= _until) return false;
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
            Begin(first);
            var read = Read(first, left - prompt);
            if (read == 0)
            {
                Forget(first);
                break;
            }

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

    /// <summary>What it begins with is there, if another began alike. Something is left to read: the first token comes of it.</summary>
    private void Begin(int request)
    {
        ref var sequence = ref _sequences[request];
        var known = KnownPieces(_requests[request]);
        if (known == 0) return;
        _cache.TryTake(_beginnings.Use(_requests[request].Beginnings.AsSpan(0, known)));
        (sequence.Shared, sequence.Read, sequence.Blocks) = (known, known * _replica.PieceTokens, known * _beginnings.BlocksOfPiece);
        ToRead -= sequence.Read;
        if (sequence.Made == 0) Spared += sequence.Read;
    }

    /// <summary>It did not begin after all, or must begin anew: all of it is to be read.</summary>
    private void Forget(int request)
    {
        ref var sequence = ref _sequences[request];
        ToRead -= sequence.ToRead - sequence.Read;
        if (sequence.Made == 0) Spared -= (long)sequence.Shared * _replica.PieceTokens;
        Leave(request);
        sequence.ToRead = _requests[request].Prompt + sequence.Made;
        ToRead += sequence.ToRead;
    }

    private int KnownPieces(ServedRequest request) =>
        request.Beginnings is null || _replica.PieceTokens == 0 ? 0
        : Math.Min(_beginnings.Known(request.Beginnings.AsSpan(0, Pieces(request))), (request.Prompt - 1) / _replica.PieceTokens);

    /// <summary>Whole pieces of its prompt that have numbers.</summary>
    private int Pieces(ServedRequest request) => request.Beginnings is null || _replica.PieceTokens == 0 ? 0 : Math.Min(request.Beginnings.Length, request.Prompt / _replica.PieceTokens);

    /// <summary>Its prompt is read: its pieces are there for others.</summary>
    private void Share(int request)
    {
        ref var sequence = ref _sequences[request];
        var pieces = Pieces(_requests[request]);
        if (pieces == sequence.Shared) return;
        _cache.Give(_beginnings.Add(_requests[request].Beginnings.AsSpan(sequence.Shared, pieces - sequence.Shared)));
        sequence.Shared = pieces;
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
        ToRead -= tokens;
        return tokens;
    }

    /// <summary>Steps until a sequence ends, or a request that could be let in arrives.</summary>
    private long MostSteps()
    {
        while (_ending.TryPeek(out var request, out var last) && !(_sequences[request].Decodes && _sequences[request].LastStep == last)) _ending.Dequeue();
        var most = _ending.TryPeek(out _, out var end) ? end - _step + 1 : 1;
        var next = _arrived < _requests.Count ? Math.Min(_requests[_arrived].Arrival, _until) : _until;
        if (double.IsFinite(next) && _admitted.Count < _replica.MostSequences) most = Math.Min(most, _replica.Cost.StepsFor(next - _now, _decoding, _cached));
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
            Share(request);
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
        _ended++;
    }

    private void GiveUpYoungest()
    {
        var request = _admitted[^1];
        _admitted.RemoveAt(_admitted.Count - 1);
        Forget(request);
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

        _cache.Give(blocks - (sequence.Shared * _beginnings.BlocksOfPiece) + _beginnings.Leave(_requests[request].Beginnings.AsSpan(0, sequence.Shared)));
        (sequence.Decodes, sequence.Read, sequence.Blocks, sequence.Shared) = (false, 0, 0, 0);
    }

    private struct Sequence
    {
        /// <summary>Tokens to read before it decodes: its prompt, and what it had made when it gave up its place.</summary>
        public int ToRead;

        public int Read;

        /// <summary>Tokens of its answer, without those of the steps since <see cref="FirstStep"/>.</summary>
        public int Made;

        /// <summary>Of the cache, while it reads, with those that it shares.</summary>
        public int Blocks;

        /// <summary>Pieces at its beginning that others may use, too.</summary>
        public int Shared;

        public bool Decodes;

        public long FirstStep, LastStep;
    }
}
